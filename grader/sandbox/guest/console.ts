/**
 * Makes the realm's own `console`, which keeps what is printed, and `take()`, which hands it over and starts afresh.
 * Text beyond `limit` characters is not kept, and nothing is formatted after that. Self-contained.
 */
export function makeConsole(limit: number) {
  const { apply } = Reflect;
  const { slice } = String.prototype;
  let text = '';
  let isCut = false;
  let indent = '';

  function show(value: unknown, depth: number): string {
    if (typeof value === 'string') return depth === 0 ? value : JSON.stringify(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return value.name ? `[function ${value.name}]` : '[function]';
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Date || value instanceof RegExp) return String(value);
    if (depth > 4) return Array.isArray(value) ? '[…]' : '{…}';
    return showItems(value, depth + 1);
  }

  function showItems(value: object, depth: number): string {
    const some = (items: unknown[], one: (item: never) => string) => {
      const shown = items.slice(0, 100).map((item) => one(item as never));
      return (items.length > 100 ? [...shown, `… ${items.length - 100} more`] : shown).join(', ');
    };
    const entry = ([key, item]: [unknown, unknown]) => `${show(key, depth)} => ${show(item, depth)}`;
    if (Array.isArray(value)) return `[${some(value, (item) => show(item, depth))}]`;
    if (ArrayBuffer.isView(value)) return `bytes [${some([...(value as Uint8Array)], String)}]`;
    if (value instanceof Map) return `Map {${some([...value], entry)}}`;
    if (value instanceof Set) return `Set {${some([...value], (item) => show(item, depth))}}`;
    const isName = (key: string) => /^[\w$]+$/.test(key);
    const property = (key: string) =>
      `${isName(key) ? key : JSON.stringify(key)}: ${show(value[key as keyof typeof value], depth)}`;
    const properties = some(Object.keys(value), property);
    return properties === '' ? '{}' : `{ ${properties} }`;
  }

  function print(...values: unknown[]): void {
    if (isCut) return;
    let line = '';
    try {
      line = values.map((value) => show(value, 0)).join(' ');
    } catch {
      line = '(something that throws when it is printed)';
    }
    text += `${line.replaceAll(/^/gm, indent)}\n`;
    if (text.length <= limit) return;
    text = apply(slice, text, [0, limit]);
    isCut = true;
  }

  const counts = new Map<string, number>();
  const console = {
    log: print,
    info: print,
    debug: print,
    warn: print,
    error: print,
    trace: print,
    table: print,
    dir: (value: unknown) => print(value),
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) print('Assertion failed:', ...values);
    },
    group: (...values: unknown[]) => {
      if (values.length > 0) print(...values);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      print(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => {
      counts.delete(label);
    },
    time: () => {},
    timeLog: () => {},
    timeEnd: () => {},
  };

  function take(): string {
    const taken = isCut ? `${text}…` : text;
    text = '';
    isCut = false;
    return taken;
  }

  return { console, take };
}
