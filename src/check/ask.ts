/**
 * What came of asking a student's code one question. A `silent` answer is none at all: the call hung, ran out of memory or
 * ended its process, and the sentence says which; or, for the same reason, the function is not asked any more.
 */
export type Answer =
  | {
      readonly outcome: 'returned';
      readonly value: unknown;
      /** The call altered the arguments it was given. */
      readonly changedArguments?: boolean;
    }
  | {
      readonly outcome: 'threw';
      /** The error's own name; empty when what was thrown is no error. */
      readonly name: string;
      readonly message: string;
      /** The error classes it is an instance of, nearest first. */
      readonly inherits?: readonly string[];
      /** In the student's own file, from 1. */
      readonly line?: number;
    }
  | { readonly outcome: 'silent'; readonly message: string; readonly wasNotAsked?: boolean };

/** Asks the student's code: calls the function it exports as `name`; a value it exports is asked for with no arguments. */
export type Ask = (name: string, args: readonly unknown[]) => Promise<Answer>;
