/** How large an encoded value may be. */
export interface EncodingLimits {
  readonly values: number;
  readonly depth: number;
  readonly characters: number;
}

interface Above {
  readonly value: object;
  readonly above: Above | null;
}

/**
 * Makes `encode(value)`: any JavaScript value as one line of JSON that `decode` reads back as plain data.
 *
 * What JSON lacks is written as an object with the key `$`: `undefined`, `NaN`, `-0`, infinities, bigints, maps, sets and
 * typed arrays. What is no data at all (a function, a promise, a cycle, a getter that throws) becomes a note of
 * what stood there. The function is self-contained: its text also runs inside the student's realm, before the
 * student's code does, so it keeps its own copies of everything that code could replace.
 */
export function makeEncode(limits: EncodingLimits): (value: unknown) => string {
  const { apply, getPrototypeOf } = Reflect;
  const { keys } = Object;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const { stringify } = JSON;
  const objectPrototype = Object.prototype;
  const { toString: kindOf } = objectPrototype;
  const { isFinite: isOrdinary, isNaN: isNotANumber } = Number;
  const { forEach: forEachOfMap } = Map.prototype;
  const { forEach: forEachOfSet } = Set.prototype;
  const typedArrayTag = Object.getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;
  const noData: Record<string, string> = {
    __proto__: null as never,
    '[object Date]': 'a Date',
    '[object RegExp]': 'a RegExp',
    '[object Error]': 'an Error',
    '[object Promise]': 'a promise',
    '[object Generator]': 'a generator',
    '[object AsyncGenerator]': 'an async generator',
    '[object Array Iterator]': 'an iterator',
    '[object Map Iterator]': 'an iterator',
    '[object Set Iterator]': 'an iterator',
    '[object String Iterator]': 'an iterator',
    '[object Iterator Helper]': 'an iterator',
    '[object Number]': 'a Number object',
    '[object String]': 'a String object',
    '[object Boolean]': 'a Boolean object',
    '[object Symbol]': 'a Symbol object',
    '[object BigInt]': 'a BigInt object',
    '[object ArrayBuffer]': 'an ArrayBuffer',
    '[object DataView]': 'a DataView',
    '[object WeakMap]': 'a WeakMap',
    '[object WeakSet]': 'a WeakSet',
  };
  const tooMuch = {};
  let values = 0;
  let characters = 0;

  const note = (what: string) => `{"$":"no data","of":${stringify(what)}}`;
  const tagged = (tag: string, of: string) => `{"$":"${tag}","of":${of}}`;

  function text(value: string): string {
    characters += value.length;
    if (characters > limits.characters) throw tooMuch;
    return stringify(value);
  }

  function number(value: number): string {
    if (isNotANumber(value)) return tagged('number', '"NaN"');
    if (value === 0) return 1 / value < 0 ? tagged('number', '"-0"') : '0';
    return isOrdinary(value) ? `${value}` : tagged('number', `"${value}"`);
  }

  function list(value: ArrayLike<unknown>, depth: number, above: Above | null): string {
    if (value.length > limits.values) throw tooMuch;
    let line = '';
    for (let i = 0; i < value.length; i++) line += (i === 0 ? '' : ',') + encode(value[i], depth, above);
    return `[${line}]`;
  }

  function record(value: Record<string, unknown>, depth: number, above: Above | null): string {
    const names = keys(value);
    let usesTag = false;
    for (let i = 0; i < names.length; i++) {
      if (names[i] === '__proto__') return note('an object with a property named __proto__');
      if (names[i] === '$') usesTag = true;
    }
    let line = '';
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      const item = encode(value[name], depth, above);
      line += (i === 0 ? '' : ',') + (usesTag ? `[${text(name)},${item}]` : `${text(name)}:${item}`);
    }
    return usesTag ? tagged('object', `[${line}]`) : `{${line}}`;
  }

  function collection(value: object, kind: string, depth: number, above: Above | null): string {
    let line = '';
    const add = (item: string) => {
      line += (line === '' ? '' : ',') + item;
    };
    if (kind === '[object Map]') {
      const entry = (item: unknown, key: unknown) =>
        add(`[${encode(key, depth, above)},${encode(item, depth, above)}]`);
      apply(forEachOfMap, value, [entry]);
      return tagged('Map', `[${line}]`);
    }
    apply(forEachOfSet, value, [(item: unknown) => add(encode(item, depth, above))]);
    return tagged('Set', `[${line}]`);
  }

  function object(value: object, depth: number, above: Above | null): string {
    if (isArray(value)) return list(value, depth, above);
    const prototype = getPrototypeOf(value);
    if (prototype !== objectPrototype && prototype !== null) {
      if (isView(value)) {
        const kind = apply(typedArrayTag, value, []) as string | undefined;
        if (kind === undefined) return note('a DataView');
        return tagged(kind, list(value as Uint8Array, depth, above));
      }
      const kind = apply(kindOf, value, []) as string;
      if (kind === '[object Map]' || kind === '[object Set]') return collection(value, kind, depth, above);
      const what = noData[kind];
      if (what !== undefined) return note(what);
    }
    return record(value as Record<string, unknown>, depth, above);
  }

  function encode(value: unknown, depth: number, above: Above | null): string {
    if (++values > limits.values) throw tooMuch;
    if (typeof value === 'number') return number(value);
    if (typeof value === 'string') return text(value);
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (value === null) return 'null';
    if (value === undefined) return '{"$":"undefined"}';
    if (typeof value === 'bigint') return tagged('bigint', text(`${value}`));
    if (typeof value === 'symbol') return note('a symbol');
    if (typeof value === 'function') return note('a function');
    if (depth >= limits.depth) return note(`something nested more than ${limits.depth} deep`);
    for (let it = above; it !== null; it = it.above)
      if (it.value === value) return note('an object that contains itself');
    try {
      return object(value, depth + 1, { value, above });
    } catch (thrown) {
      if (thrown === tooMuch) throw thrown;
      return note('an object that throws when it is read');
    }
  }

  return (value) => {
    values = 0;
    characters = 0;
    try {
      return encode(value, 0, null);
    } catch {
      return note(`an answer of more than ${limits.values} values or ${limits.characters} characters`);
    }
  };
}
