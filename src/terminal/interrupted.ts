/** Why no answer came: the person pressed Ctrl-C or Ctrl-D, or the input (a pipe, a file) ended before the questions did. */
export type InterruptedBy = 'person' | 'end-of-input';

/** Thrown by a question that may be left without an answer, and was. The program goes on. */
export class Left extends Error {
  override readonly name = 'Left';
}

/** Thrown by every question that will not be answered. `exitCode` is 130 for a person, 2 for an input that ended. */
export class Interrupted extends Error {
  readonly by: InterruptedBy;
  readonly exitCode: number;

  constructor(by: InterruptedBy) {
    super(
      by === 'person'
        ? 'Stopped.'
        : 'The input ended before all questions were answered: give one line for each question.',
    );
    this.name = 'Interrupted';
    this.by = by;
    this.exitCode = by === 'person' ? 130 : 2;
  }
}
