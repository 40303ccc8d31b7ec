import { type Look, safe, textWidth } from '#terminal';

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
    const lines = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
    if (this.#look.plain || this.#fitting(lines) === lines.length) this.#write(visible(text));
    else {
      this.#rest = lines;
      this.showMore();
    }
  }

  showMore(): void {
    const count = Math.max(1, this.#fitting(this.#rest));
    const shown = this.#rest.splice(0, count);
    this.#write(shown.map((line) => `${visible(line)}\n`).join(''));
  }

  forget(): void {
    this.#rest = [];
  }

  /** How many lines fit above the question. Those further down are not even looked at: there may be thousands. */
  #fitting(lines: readonly string[]): number {
    const rows = process.stdout.rows || this.#look.rows;
    const columns = process.stdout.columns || this.#look.width;
    let height = 0;
    const full = lines.findIndex((line) => {
      height += Math.max(1, Math.ceil(textWidth(visible(line)) / columns));
      return height >= rows;
    });
    return full < 0 ? lines.length : full;
  }
}

/** A record may hold anything: here it must not move the cursor. Tabs are Kafka's own columns. */
function visible(text: string): string {
  return text.split('\t').map(safe).join('\t');
}
