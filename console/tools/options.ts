/** A flag of one of Kafka's tools. */
export interface Flag<Name extends string = string> {
  readonly name: Name;
  /** What stands for its value in help texts; a flag without it takes none. */
  readonly value?: string;
  /** Its value may be left out. */
  readonly isOptional?: true;
  /** It means something only beside one of these. */
  readonly onlyWith?: readonly string[];
  /** What it does, in a few words. */
  readonly doc: string;
}

/** The command line of a tool is wrong; the message is the sentence that Kafka's tools print. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const everyTool = [
  { name: 'bootstrap-server', value: 'host:port', doc: 'accepted as Kafka asks for it; there is only this cluster' },
  { name: 'command-config', value: 'file', doc: 'accepted, and not read' },
  { name: 'help', doc: 'this text' },
  { name: 'version', doc: 'the version of Kafka that is modelled' },
] as const satisfies readonly Flag[];

type EveryTool = (typeof everyTool)[number]['name'];

/** All flags of a tool: its own, then those that every tool has. */
export function flagsOf(own: readonly Flag[]): readonly Flag[] {
  return [...own, ...everyTool.filter(({ name }) => own.every((flag) => flag.name !== name))];
}

/** A tool's command line, taken apart the way of JOpt Simple, which Kafka's tools use: no abbreviations, `--name value` or `--name=value`. */
export class Options<Name extends string> {
  readonly #values = new Map<string, string[]>();

  /** Throws an OptionError. Words that belong to no flag are passed over, as Kafka does. */
  constructor(own: readonly Flag<Name>[], args: readonly string[]) {
    const flags = new Map(flagsOf(own).map((flag) => [flag.name, flag]));
    const rest = [...args];
    for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift()) {
      if (!/^-./.test(word)) continue;
      const [name = '', ...inline] = word.replace(/^--?/, '').split('=');
      const flag = flags.get(name);
      if (flag === undefined) throw new OptionError(`${name} is not a recognized option`);
      this.#add(flag, inline.length === 0 ? undefined : inline.join('='), rest);
    }
    for (const [name] of this.#values) this.#checkCompany(flags.get(name) as Flag);
  }

  has(name: Name | EveryTool): boolean {
    return this.#values.has(name);
  }

  /** Every value of a flag, in the order given. */
  all(name: Name | EveryTool): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The one value of a flag; `undefined` if the flag or its value is missing. Throws an OptionError if there are more. */
  text(name: Name | EveryTool): string | undefined {
    const values = this.all(name);
    if (values.length <= 1) return values[0];
    throw new OptionError(`Found multiple arguments for option ${name}, but you asked for only one`);
  }

  /** As `text`, for a whole number of 32 bits, or of 64. Throws an OptionError for anything else. */
  integer(name: Name, bits: 32 | 64 = 32): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const limit = 2n ** BigInt(bits - 1);
    const isInteger =
      /^[+-]?\d+$/.test(text) && BigInt(text.replace('+', '')) < limit && BigInt(text.replace('+', '')) >= -limit;
    if (isInteger) return Number(text);
    throw new OptionError(`Cannot parse argument '${text}' of option ${name}`);
  }

  /** Throws an OptionError if a required flag is missing. */
  require(...names: readonly Name[]): void {
    for (const name of names) {
      if (!this.has(name)) throw new OptionError(`Missing required argument "[${name}]"`);
    }
  }

  /** Throws an OptionError if `used` stands beside one of `others`. */
  forbid(used: Name, ...others: readonly Name[]): void {
    for (const other of others) {
      if (!this.has(used) || !this.has(other)) continue;
      throw new OptionError(`Option "[${used}]" can't be used with option "[${other}]"`);
    }
  }

  /** The values of a flag such as `key=value`, later ones over earlier ones. */
  properties(name: Name): Readonly<Record<string, string>> {
    const pairs = this.all(name).map((text) => {
      const at = text.indexOf('=');
      return at < 0 ? ([text, ''] as const) : ([text.slice(0, at), text.slice(at + 1)] as const);
    });
    return Object.fromEntries(pairs);
  }

  #add(flag: Flag, inline: string | undefined, rest: string[]): void {
    const values = this.#values.get(flag.name) ?? [];
    this.#values.set(flag.name, values);
    if (flag.value === undefined) return;
    const takesNext = inline === undefined && (flag.isOptional !== true || !/^-./.test(rest[0] ?? '-x'));
    const value = takesNext ? rest.shift() : inline;
    if (value !== undefined) values.push(value);
    else if (flag.isOptional !== true) throw new OptionError(`Option ${flag.name} requires an argument`);
  }

  #checkCompany({ name, onlyWith }: Flag): void {
    if (onlyWith === undefined || onlyWith.some((other) => this.#values.has(other))) return;
    throw new OptionError(`Option(s) [${name}] are unavailable given other options on the command line`);
  }
}
