import { inspect, isDeepStrictEqual } from 'node:util';

/** What became of one vector. `skipped` is for what the model does not promise, with the reason; never for a disagreement. */
export type Verdict =
  | { readonly verdict: 'passed' }
  | { readonly verdict: 'failed'; readonly message: string }
  | { readonly verdict: 'skipped'; readonly because: string };

/** Compares one vector (parsed JSON, in the format its file describes) with the model. A throw counts as a failure. */
export type Judge = (vector: never, file: VectorFile) => Verdict;

/** A file of vectors: Kafka's answers, and how they were obtained. */
export interface VectorFile {
  readonly source: string;
  readonly description: string;
  readonly format: unknown;
  readonly count: number;
  readonly vectors: readonly unknown[];
}

/** The model said what Kafka said. */
export const passed: Verdict = { verdict: 'passed' };

/** This vector asks for something outside the model's promise. */
export function skipped(because: string): Verdict {
  return { verdict: 'skipped', because };
}

/** The model and Kafka gave different answers. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** Throws a Disagreement unless the model's answer equals Kafka's, both plain data; `what` names the answer, such as `step 3: assignment`. */
export function agree(what: string, model: unknown, kafka: unknown): void {
  if (isDeepStrictEqual(model, kafka)) return;
  throw new Disagreement(`${what}\n  the model says ${inLine(model)}\n  Kafka says     ${inLine(kafka)}`);
}

function inLine(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 60, maxStringLength: 400 });
}
