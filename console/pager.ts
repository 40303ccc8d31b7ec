import { type Look, textWidth } from '#terminal';

/** Shows long texts a screen at a time. */
export class Pager {
  readonly #look: Look;
  readonly #write: (text: string) => void;
  #rest: string[] = [];

  constructor(look: Look, write: (text: string) => void) {
    this.#look = look;
    this.#write = write;
  }

  get hasMore(): boolean {
    return this.#rest.length > 0;
  }

  /** What to ask while there is more. */
  get prompt(): string {
    const count = this.#rest.length;
    return `-- ${count} more line${count === 1 ? '' : 's'}: Enter shows them, q stops -- `;
  }

  /** Shows a text, or its first screen if it is higher than the terminal. */
  show(text: string): void {
    if (text === '') return;
    const lines = text.replace(/\n$/, '').split('\n');
    if (this.#look.plain || this.#height(lines) < this.#rows) this.#write(text);
    else {
      this.#rest = lines;
      this.showMore();
    }
  }

  showMore(): void {
    let height = 0;
    let count = 0;
    while (count < this.#rest.length) {
      height += this.#height([this.#rest[count] as string]);
      if (height >= this.#rows && count > 0) break;
      count++;
    }
    this.#write(
      this.#rest
        .splice(0, count)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }

  forget(): void {
    this.#rest = [];
  }

  get #rows(): number {
    return process.stdout.rows || this.#look.rows;
  }

  #height(lines: readonly string[]): number {
    const columns = process.stdout.columns || this.#look.width;
    return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);
  }
}
