/** One command with its words, as a shell would hand them over. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** What is on its standard input by `<<EOF` or `<<<`. */
  readonly input?: string | undefined;
  /** The file that `<` names. */
  readonly inputFile?: string | undefined;
  /** What goes to /dev/null. */
  readonly discards: ReadonlySet<'out' | 'err'>;
}

/** Commands joined by `|`, and when they run: always, or by the exit code of what was before them. */
export interface Pipeline {
  readonly when: 'always' | 'succeeded' | 'failed';
  readonly commands: readonly SimpleCommand[];
}

/** A text as a shell reads it. `incomplete`: a quote is open, a here-document has no end, or a line ends in `\`, `|` or `&&`. */
export type Syntax =
  | { readonly kind: 'complete'; readonly pipelines: readonly Pipeline[] }
  | { readonly kind: 'incomplete'; readonly why: string }
  | { readonly kind: 'wrong'; readonly message: string };

/** Takes lines apart as a POSIX shell does, as far as the commands of a Kafka tutorial need it. */
export function parseCommands(text: string): Syntax {
  try {
    return { kind: 'complete', pipelines: new Parser(tokensOf(text)).pipelines() };
  } catch (error) {
    if (error instanceof Incomplete) return { kind: 'incomplete', why: error.message };
    if (error instanceof SyntaxProblem) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

class Incomplete extends Error {}
class SyntaxProblem extends Error {}

type Token = { readonly word: string } | { readonly operator: string; readonly hereDocument?: string };

const OPERATOR = /\|\||&&|<<<|<<-?|2>&1|1>&2|>&2|[12&]?>>?|[<|&;\n]/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const awaitingDocument: number[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /(?:[ \t\r]|\\\r?\n)+|#[^\n]*/y;
    blank.lastIndex = at;
    OPERATOR.lastIndex = at;
    const skipped = blank.exec(text)?.[0];
    const operator = OPERATOR.exec(text)?.[0];
    if (skipped !== undefined) at += skipped.length;
    else if (operator === undefined) {
      const { word, end } = readWord(text, at);
      tokens.push({ word });
      at = end;
    } else {
      at += operator.length;
      tokens.push({ operator });
      if (operator === '<<' || operator === '<<-') awaitingDocument.push(tokens.length - 1);
      if (operator === '\n') at = readDocuments(text, at, tokens, awaitingDocument);
    }
  }
  if (awaitingDocument.length > 0) readDocuments(text, at, tokens, awaitingDocument);
  return tokens;
}

/** Reads the here-documents that the line before has asked for, and answers where the next line begins. */
function readDocuments(text: string, from: number, tokens: Token[], awaiting: number[]): number {
  let at = from;
  for (const index of awaiting.splice(0)) {
    const { operator } = tokens[index] as { operator: string };
    const delimiter = tokens[index + 1];
    if (delimiter === undefined || !('word' in delimiter))
      throw new SyntaxProblem(`${operator} needs a word that ends the text.`);
    const lines: string[] = [];
    for (;;) {
      if (at >= text.length)
        throw new Incomplete(`the text after ${operator} does not end with a line ${delimiter.word}`);
      const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
      const line = text.slice(at, end).replace(/\r$/, '');
      at = end + 1;
      const bare = operator === '<<-' ? line.replace(/^\t+/, '') : line;
      if (bare === delimiter.word) break;
      lines.push(bare);
    }
    tokens[index] = { operator, hereDocument: lines.map((line) => `${line}\n`).join('') };
  }
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b' };

/** What `\n`, `\t` and the like stand for in printf and in `$'…'`. */
export function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|.)/gsu, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}

function readWord(text: string, from: number): { word: string; end: number } {
  let word = '';
  let at = from;
  while (at < text.length && !/[ \t\r\n|&;<>]/.test(text[at]!)) {
    const part = readPart(text, at);
    word += part.word;
    at = part.end;
  }
  return { word, end: at };
}

/** A quoted part of a word, an escaped character, or a plain one. */
function readPart(text: string, at: number): { word: string; end: number } {
  if (text.startsWith("$'", at)) {
    const raw = upTo("'", text, at + 2, true);
    return { word: unescaped(raw), end: at + 3 + raw.length };
  }
  if (text[at] === "'") {
    const word = upTo("'", text, at + 1, false);
    return { word, end: at + 2 + word.length };
  }
  if (text[at] === '"') {
    const raw = upTo('"', text, at + 1, true);
    return { word: raw.replace(/\\(["\\$`])/g, '$1').replace(/\\\r?\n/g, ''), end: at + 2 + raw.length };
  }
  if (text[at] !== '\\') return { word: text[at]!, end: at + 1 };
  if (at + 1 >= text.length) throw new Incomplete('the line ends in \\');
  const isLineEnd = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
  return { word: isLineEnd === undefined ? text[at + 1]! : '', end: at + 1 + (isLineEnd?.length ?? 1) };
}

function upTo(quote: string, text: string, from: number, hasEscapes: boolean): string {
  for (let at = from; at < text.length; at++) {
    if (hasEscapes && text[at] === '\\') at++;
    else if (text[at] === quote) return text.slice(from, at);
  }
  throw new Incomplete(`the quote ${quote} is not closed`);
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  pipelines(): Pipeline[] {
    const pipelines: Pipeline[] = [];
    let when: Pipeline['when'] = 'always';
    while (this.#at < this.#tokens.length) {
      if (this.#takes(';', '\n') !== undefined) {
        when = 'always';
        continue;
      }
      pipelines.push({ when, commands: this.#pipeline() });
      const joint = this.#takes('&&', '||', ';', '\n', '&');
      if (joint === '&') throw new SyntaxProblem('Nothing runs in the background here: leave & out.');
      when = joint === '&&' ? 'succeeded' : joint === '||' ? 'failed' : 'always';
      if (when !== 'always') this.#needsMore(joint as string);
    }
    return pipelines;
  }

  #pipeline(): SimpleCommand[] {
    const commands = [this.#command()];
    while (this.#takes('|') !== undefined) {
      this.#needsMore('|');
      commands.push(this.#command());
    }
    return commands;
  }

  #command(): SimpleCommand {
    const words: string[] = [];
    const discards = new Set<'out' | 'err'>();
    let input: Pick<SimpleCommand, 'input' | 'inputFile'> = {};
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if ('operator' in token && ['|', '||', '&&', '&', ';', '\n'].includes(token.operator)) break;
      this.#at++;
      if ('word' in token) words.push(token.word);
      else if (token.operator.startsWith('<')) input = this.#input(token);
      else if (token.operator.includes('>')) this.#output(token.operator, discards);
    }
    if (words.length === 0) throw new SyntaxProblem(`There is no command before ${this.#next() ?? 'the end'}.`);
    return { words, ...input, discards };
  }

  #input({
    operator,
    hereDocument,
  }: {
    operator: string;
    hereDocument?: string;
  }): Pick<SimpleCommand, 'input' | 'inputFile'> {
    const word = this.#word(operator);
    if (operator === '<') return { inputFile: word };
    return { input: operator === '<<<' ? `${word}\n` : (hereDocument ?? '') };
  }

  #output(operator: string, discards: Set<'out' | 'err'>): void {
    if (/^(?:2>&1|1>&2|>&2)$/.test(operator)) return;
    const file = this.#word(operator);
    if (!/^(?:\/dev\/null|NUL|\$null)$/i.test(file)) {
      throw new SyntaxProblem(
        `This console writes no files: leave ${operator} ${file} out. The word save keeps a session.`,
      );
    }
    if (!operator.startsWith('2')) discards.add('out');
    if (/^[2&]/.test(operator)) discards.add('err');
  }

  #word(operator: string): string {
    const token = this.#tokens[this.#at++];
    if (token !== undefined && 'word' in token) return token.word;
    throw new SyntaxProblem(`${operator} needs a word after it.`);
  }

  #takes(...operators: readonly string[]): string | undefined {
    const next = this.#next();
    if (next === undefined || !operators.includes(next)) return undefined;
    this.#at++;
    return next;
  }

  /** After a joint the next command may stand on the next line. */
  #needsMore(joint: string): void {
    while (this.#takes('\n') !== undefined);
    if (this.#at >= this.#tokens.length) throw new Incomplete(`the line ends in ${joint}`);
  }

  #next(): string | undefined {
    const token = this.#tokens[this.#at];
    return token !== undefined && 'operator' in token ? token.operator : undefined;
  }
}
