import type { Chance } from './chance.ts';

/** A compiled file of the student's, as a function of its realm. */
export type RunFile = (exports: object, require: (specifier: string) => unknown) => void;

/** What the child's own code may do with the student's realm: strings and the realm's own functions cross, nothing else. */
export interface Runtime {
  /** Makes the file `path` known; `links` is JSON, from what it imports to the paths meant. */
  define(path: string, run: RunFile, links: string): void;
  /** Runs the file `path` and whatever it imports. */
  start(path: string): void;
  /** Calls an export; `args` is an encoded list. */
  call(name: string, args: string): void;
  /** After the realm's microtasks have run: what came of the last `start` or `call`, as one line of JSON. */
  answer(): string;
}

/** What `makeRuntime` is built from; all of it belongs to the student's realm. */
export interface RuntimeParts {
  readonly encode: (value: unknown) => string;
  readonly decode: (line: string) => unknown;
  readonly takeConsole: () => string;
  readonly used: Chance;
}

/** Makes the one object through which the child asks the student's code. Self-contained. */
export function makeRuntime({ encode, decode, takeConsole, used }: RuntimeParts): Runtime {
  interface Module {
    readonly exports: Record<string, unknown>;
    readonly run: RunFile;
    readonly links: Record<string, string>;
    isStarted: boolean;
  }
  type Outcome = { is: 'pending' | 'loaded' } | { is: 'returned'; value: unknown } | { is: 'threw'; thrown: unknown };

  const { apply, getPrototypeOf } = Reflect;
  const { keys, setPrototypeOf } = Object;
  const { stringify, parse } = JSON;
  const { slice } = String.prototype;
  const { resolve } = Promise;
  const { then } = Promise.prototype;
  const [PromiseOf, MissingError] = [Promise, Error];
  const errorPrototypes = [
    { name: 'RangeError', prototype: RangeError.prototype },
    { name: 'TypeError', prototype: TypeError.prototype },
    { name: 'SyntaxError', prototype: SyntaxError.prototype },
    { name: 'ReferenceError', prototype: ReferenceError.prototype },
    { name: 'EvalError', prototype: EvalError.prototype },
    { name: 'URIError', prototype: URIError.prototype },
    { name: 'Error', prototype: Error.prototype },
  ];
  const modules: Record<string, Module> = { __proto__: null as never };
  let entry = '';
  let outcome: Outcome = { is: 'pending' };
  let asked: { args: unknown; encoded: string } | null = null;

  function linked(module: Module, specifier: string): Record<string, unknown> {
    const path = module.links[specifier];
    if (path === undefined)
      throw new MissingError('require is not there: write an import at the top of the file instead');
    return load(path);
  }

  function load(path: string): Record<string, unknown> {
    const module = modules[path]!;
    if (!module.isStarted) {
      module.isStarted = true;
      apply(module.run, undefined, [module.exports, (specifier: string) => linked(module, specifier)]);
    }
    return module.exports;
  }

  function isThenable(value: unknown): boolean {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
    return typeof (value as { then?: unknown }).then === 'function';
  }

  function attempt(act: () => Outcome): void {
    used.clock = false;
    used.random = false;
    takeConsole();
    try {
      outcome = act();
      if (outcome.is === 'returned' && isThenable(outcome.value)) settle(outcome.value);
    } catch (thrown) {
      outcome = { is: 'threw', thrown };
    }
  }

  function settle(value: unknown): void {
    const pending: Outcome = { is: 'pending' };
    const settleAs = (settled: Outcome) => {
      if (outcome === pending) outcome = settled;
    };
    outcome = pending;
    const promise = apply(resolve, PromiseOf, [value]);
    const settled = [
      (result: unknown) => settleAs({ is: 'returned', value: result }),
      (thrown: unknown) => settleAs({ is: 'threw', thrown }),
    ];
    apply(then, promise, settled);
  }

  /** Numbers, texts and the like are nothing that a call could change. */
  function holdsObjects(list: readonly unknown[]): boolean {
    for (let i = 0; i < list.length; i++) if (typeof list[i] === 'object' && list[i] !== null) return true;
    return false;
  }

  const text = (value: unknown, limit: number) => stringify(apply(slice, value, [0, limit]));

  function property(holder: object, name: string): string | undefined {
    try {
      const value = (holder as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  }

  function inherits(thrown: object): string {
    let names = '';
    try {
      let prototype = getPrototypeOf(thrown);
      for (let steps = 0; prototype !== null && steps < 20; steps++) {
        for (let i = 0; i < errorPrototypes.length; i++) {
          const known = errorPrototypes[i]!;
          if (known.prototype === prototype) names += `${names === '' ? '' : ','}"${known.name}"`;
        }
        prototype = getPrototypeOf(prototype);
      }
    } catch {
      return '[]';
    }
    return `[${names}]`;
  }

  function threw(thrown: unknown): string {
    if (typeof thrown === 'object' && thrown !== null) {
      const message = property(thrown, 'message');
      if (message !== undefined) {
        const name = text(property(thrown, 'name') ?? 'Error', 100);
        const stack = text(property(thrown, 'stack') ?? '', 8_000);
        return `"is":"threw","error":{"name":${name},"message":${text(message, 1_000)},"stack":${stack},"inherits":${inherits(thrown)}}`;
      }
    }
    return `"is":"threw","thrown":${encode(thrown)}`;
  }

  function exported(): string {
    let line = '';
    const values = modules[entry]!.exports;
    const names = keys(values);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      let value: unknown;
      try {
        value = values[name];
      } catch {
        value = undefined;
      }
      if (line !== '') line += ',';
      line += `[${stringify(name)},`;
      line += typeof value === 'function' ? `{"arity":${arity(value)}}]` : `{"value":${encode(value)}}]`;
    }
    return `"is":"loaded","exports":[${line}]`;
  }

  function arity(value: { readonly length: unknown }): string {
    const { length } = value;
    return typeof length === 'number' && length >= 0 && length < 1_000 ? `${length}` : '0';
  }

  function result(): string {
    if (outcome.is === 'threw') return threw(outcome.thrown);
    if (outcome.is === 'returned') return `"is":"returned","value":${encode(outcome.value)}`;
    if (outcome.is === 'loaded') return exported();
    return '"is":"pending"';
  }

  function notes(): string {
    let line = '';
    if (asked !== null && encode(asked.args) !== asked.encoded) line += ',"mutated":true';
    if (used.clock) line += ',"clock":true';
    if (used.random) line += ',"random":true';
    const printed = takeConsole();
    if (printed !== '') line += `,"console":${stringify(printed)}`;
    return line;
  }

  return {
    define(path, run, links) {
      const exports = {};
      modules[path] = { exports, run, links: setPrototypeOf(parse(links), null), isStarted: false };
    },
    start(path) {
      entry = path;
      asked = null;
      attempt(() => {
        load(path);
        return { is: 'loaded' };
      });
    },
    call(name, args) {
      const list = decode(args) as unknown[];
      asked = holdsObjects(list) ? { args: list, encoded: args } : null;
      attempt(() => {
        const called = modules[entry]!.exports[name] as () => unknown;
        return { is: 'returned', value: apply(called, undefined, list) };
      });
    },
    answer: () => `{${result()}${notes()}}`,
  };
}
