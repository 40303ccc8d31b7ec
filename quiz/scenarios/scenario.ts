import type { Stage, Step } from '#kafka';

/** A short story for the reference model, which settles what a question asks. */
export interface Scenario {
  readonly title: string;
  /** What to look at. */
  readonly watch: string;
  readonly stage: Stage;
  /** Steps that only prepare the story; they are told without pictures. */
  readonly prepare?: readonly Step[];
  readonly steps: readonly Step[];
}
