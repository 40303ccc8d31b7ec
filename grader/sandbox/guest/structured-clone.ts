/** Makes the realm's own `structuredClone` for data: objects, arrays, maps, sets, dates, errors and bytes, cycles included. Self-contained. */
export function makeStructuredClone() {
  const errorKinds = [RangeError, TypeError, SyntaxError, ReferenceError, EvalError, URIError];

  function refuse(what: string): never {
    const error = new Error(`${what} could not be cloned.`);
    error.name = 'DataCloneError';
    throw error;
  }

  function cloneObject(value: object, copies: Map<object, object>): object {
    const keep = <T extends object>(copy: T): T => {
      copies.set(value, copy);
      return copy;
    };
    const again = (inner: unknown) => clone(inner, copies);
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (value instanceof DataView) return keep(new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength));
    if (ArrayBuffer.isView(value)) return keep(Uint8Array.prototype.slice.call(value));
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return refuse('#<Object>');
    if (value instanceof Error) {
      const kind = errorKinds.find((known) => value instanceof known) ?? Error;
      return keep(new kind(value.message));
    }
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [key, item] of value) copy.set(again(key), again(item));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const item of value) copy.add(again(item));
      return copy;
    }
    const copy: Record<string, unknown> = keep(Array.isArray(value) ? (new Array(value.length) as never) : {});
    for (const key of Object.keys(value)) copy[key] = again(value[key as keyof typeof value]);
    return copy;
  }

  function clone(value: unknown, copies: Map<object, object>): unknown {
    if (typeof value === 'function') return refuse(`${value}`);
    if (typeof value === 'symbol') return refuse(String(value));
    if (typeof value !== 'object' || value === null) return value;
    return copies.get(value) ?? cloneObject(value, copies);
  }

  return (value: unknown) => clone(value, new Map());
}
