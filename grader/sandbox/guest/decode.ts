/**
 * Makes `decode(line)`: what `encode` wrote, as plain data again; throws a SyntaxError at anything `encode` does not write.
 *
 * `noData` makes what stands for a value that was no data. Self-contained, like `makeEncode`: it also runs in the student's realm.
 */
export function makeDecode(noData: (what: string) => unknown): (line: string) => unknown {
  const { apply, defineProperty } = Reflect;
  const { keys } = Object;
  const { isArray } = Array;
  const { parse } = JSON;
  const { includes } = String.prototype;
  const { set } = Map.prototype;
  const { add } = Set.prototype;
  const [MapOf, SetOf, BigIntOf, Odd] = [Map, Set, BigInt, SyntaxError];
  const numbers: Record<string, number> = {
    __proto__: null as never,
    NaN: 0 / 0,
    '-0': -0,
    Infinity: 1 / 0,
    '-Infinity': -1 / 0,
  };
  const arrays: Record<string, new (length: number) => Record<number, unknown>> = {
    __proto__: null as never,
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  };

  function odd(): never {
    throw new Odd('not an encoded value');
  }

  function list(of: unknown): unknown[] {
    return isArray(of) ? of : odd();
  }

  function pair(of: unknown): unknown[] {
    return isArray(of) && of.length === 2 ? of : odd();
  }

  function untag(tag: unknown, of: unknown): unknown {
    if (tag === 'undefined') return undefined;
    if (typeof tag !== 'string') return odd();
    if (tag === 'number') return typeof of === 'string' && of in numbers ? numbers[of] : odd();
    if (tag === 'bigint') return typeof of === 'string' ? BigIntOf(of) : odd();
    if (tag === 'no data') return typeof of === 'string' ? noData(of) : odd();
    const items = list(of);
    if (tag === 'object') return properties(items);
    if (tag === 'Map') return map(items);
    if (tag === 'Set') {
      const result = new SetOf();
      for (let i = 0; i < items.length; i++) apply(add, result, [revive(items[i])]);
      return result;
    }
    return tag in arrays ? typedArray(tag, items) : odd();
  }

  function typedArray(tag: string, items: unknown[]): unknown {
    const kind = arrays[tag]!;
    const result = new kind(items.length);
    const wanted = tag === 'BigInt64Array' || tag === 'BigUint64Array' ? 'bigint' : 'number';
    for (let i = 0; i < items.length; i++) {
      const item = revive(items[i]);
      result[i] = typeof item === wanted ? item : odd();
    }
    return result;
  }

  function map(items: unknown[]): unknown {
    const result = new MapOf();
    for (let i = 0; i < items.length; i++) {
      const entry = pair(items[i]);
      apply(set, result, [revive(entry[0]), revive(entry[1])]);
    }
    return result;
  }

  function properties(items: unknown[]): unknown {
    const result = {};
    for (let i = 0; i < items.length; i++) {
      const entry = pair(items[i]);
      const name = entry[0];
      if (typeof name !== 'string' || name === '__proto__') return odd();
      const shape = { __proto__: null as never, value: revive(entry[1]), writable: true, enumerable: true };
      defineProperty(result, name, { ...shape, configurable: true });
    }
    return result;
  }

  function revive(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = revive(value[i]);
      return value;
    }
    const names = keys(value);
    const holder = value as Record<string, unknown>;
    if (names.length > 0 && names[0] === '$') return untag(holder['$'], names.length > 1 ? holder['of'] : undefined);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (name === '__proto__') return odd();
      holder[name] = revive(holder[name]);
    }
    return value;
  }

  // Most lines need no second walk. A key can also be spelt with \u escapes, so a line with any of those is walked.
  return (line) => {
    const value = parse(line);
    const isPlain =
      !apply(includes, line, ['"$"']) && !apply(includes, line, ['__proto__']) && !apply(includes, line, ['\\u']);
    return isPlain ? value : revive(value);
  };
}
