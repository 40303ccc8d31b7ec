import { codeFrame } from './code-frame.ts';

/** What kept a student's file from being asked anything. */
export type StudentErrorKind = 'syntax' | 'import' | 'missing' | 'threw' | 'timeout' | 'memory' | 'left';

/** A place in one of the student's files, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A mistake in the student's file, in one calm sentence, with the place where it is and the lines around it if that is known. */
export class StudentError extends Error {
  readonly kind: StudentErrorKind;
  /** The path of the file inside the exercise's folder. */
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly codeFrame: string | undefined;
  /** What the code had printed until then. */
  readonly console: string;

  constructor(
    kind: StudentErrorKind,
    message: string,
    place: Place,
    more: { source?: string | undefined; console?: string } = {},
  ) {
    super(message);
    this.name = 'StudentError';
    this.kind = kind;
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
    const isKnown = more.source !== undefined && place.line !== undefined;
    this.codeFrame = isKnown ? codeFrame(more.source!, place.line!, place.column) : undefined;
    this.console = more.console ?? '';
  }
}
