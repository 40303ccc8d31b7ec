/**
 * What came of asking a student's code one question. A `silent` answer is none at all: the call hung, ran out of memory or
 * ended its process, and the sentence says which.
 */
export type Answer =
  | {
      readonly outcome: 'returned';
      readonly value: unknown;
      /** The call altered the arguments it was given. */
      readonly changedArguments?: boolean;
      /** What came back was a promise; `value` is what it settled to. */
      readonly promised?: boolean;
    }
  | { readonly outcome: 'threw'; readonly name: string; readonly message: string; readonly line?: number }
  | { readonly outcome: 'silent'; readonly message: string };

/** Asks the student's code: calls the function it exports as `name`; a value it exports is asked for with no arguments. */
export type Ask = (name: string, args: readonly unknown[]) => Promise<Answer>;
