/** One TypeScript file on its way to the child. */
export interface SourceFile {
  /** Its path inside the exercise's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Asks the child for a fresh realm with this program in it. */
export interface LoadMessage {
  readonly entry: string;
  readonly files: readonly SourceFile[];
  readonly strict: boolean;
}

/** A file the program imports and the child was not given, and where it is imported. */
export interface Need {
  readonly path: string;
  readonly specifier: string;
  readonly from: string;
  readonly at: number;
}

/** What the child found wrong before any of the student's code ran; `at` counts UTF-16 units, else `line` and `column` from 1. */
export interface Refusal {
  readonly kind: 'syntax' | 'import';
  readonly message: string;
  readonly file: string;
  readonly at?: number;
  readonly line?: number;
  readonly column?: number;
}
