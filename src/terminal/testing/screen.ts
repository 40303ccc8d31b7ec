import { Writable } from 'node:stream';
import { textWidth } from '../wrap.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are told by.
const PIECE = /\x1b\[(?<parameters>[\d;?]*)(?<command>[a-zA-Z])|[\n\r]|[^\x1b\n\r]\p{M}*/gu;

/**
 * A terminal without glass: takes what a program writes and holds what a person would see, with everything that has scrolled
 * away. It knows what our programs use, and throws at anything else.
 */
export class Screen extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  isCursorShown = true;
  /** Cells by line; a wide character has an empty cell after it. */
  readonly #lines: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  /** All lines, without spaces at their ends. */
  get text(): string {
    return this.#lines
      .map((cells) =>
        Array.from(cells, (cell) => cell ?? ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n')
      .trimEnd();
  }

  /** The lines that a person sees without scrolling. */
  get visible(): string {
    return this.text.split('\n').slice(-this.rows).join('\n');
  }

  /** Like standard output, it is never at its end: inquirer would end it with every prompt. */
  override end(): this {
    return this;
  }

  override _write(chunk: string | Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    try {
      const text = String(chunk);
      const pieces = [...text.matchAll(PIECE)];
      const read = pieces.map(([piece]) => piece).join('');
      if (read !== text) throw new Error(`this screen cannot show ${JSON.stringify(text)}`);
      for (const { 0: piece, groups } of pieces) {
        if (groups?.['command'] === undefined) this.#put(piece);
        else this.#obey(groups['command'], groups['parameters'] ?? '');
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  #put(piece: string): void {
    if (piece === '\r') {
      this.#column = 0;
      return;
    }
    if (piece === '\n') {
      this.#column = 0;
      this.#row++;
      this.#lines[this.#row] ??= [];
      return;
    }
    const width = textWidth(piece);
    const line = this.#lines[this.#row]!;
    if (this.#column + width > this.columns)
      throw new Error(`wider than ${this.columns} columns: ${line.join('')}${piece}`);
    line[this.#column] = piece;
    if (width === 2) line[this.#column + 1] = '';
    this.#column += width;
  }

  #obey(command: string, parameters: string): void {
    const count = Number(parameters || 1);
    switch (command) {
      case 'm':
        return;
      case 'h':
      case 'l':
        if (parameters !== '?25') break;
        this.isCursorShown = command === 'h';
        return;
      case 'A':
        this.#row = Math.max(0, this.#row - count);
        return;
      case 'B':
        this.#row = Math.min(this.#lines.length - 1, this.#row + count);
        return;
      case 'C':
        this.#column += count;
        return;
      case 'D':
        this.#column = Math.max(0, this.#column - count);
        return;
      case 'G':
        this.#column = count - 1;
        return;
      case 'K':
        this.#lines[this.#row] = parameters === '2' ? [] : this.#lines[this.#row]!.slice(0, this.#column);
        return;
      case 'J':
        this.#lines.splice(this.#row + 1);
        this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column);
        return;
    }
    throw new Error(`this screen does not know ESC[${parameters}${command}`);
  }
}
