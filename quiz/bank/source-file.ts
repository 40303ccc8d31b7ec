/** A place in a file: line and column count from 1, `length` is how many characters are meant. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A file as an author wrote it; `path` is relative to the course's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** A file without its byte order mark and carriage returns, so that lines count the same on every system. */
export function sourceFile(path: string, raw: string): SourceFile {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return { path, text, lines: text.split('\n') };
}

/** The whole of a line without its indentation, or its part from `column` on. */
export function wholeLine({ lines }: SourceFile, line: number, column?: number): Place {
  const text = lines[line - 1] ?? '';
  const start = column ?? text.length - text.trimStart().length + 1;
  return { line, column: start, length: Math.max(1, text.trimEnd().length - start + 1) };
}

/** Where `needle` first stands in the lines `from` to `to` (both included); the first of these lines if it is nowhere. */
export function placeOf(file: SourceFile, needle: string, from: number, to: number = from): Place {
  for (let line = from; line <= to; line++) {
    const at = (file.lines[line - 1] ?? '').indexOf(needle);
    if (at >= 0 && needle !== '') return { line, column: at + 1, length: needle.length };
  }
  return wholeLine(file, from);
}
