/**
 * Freezes the built-in objects of the child's own realm and takes away its other globals. The student's code has a realm of
 * its own; should it ever touch an object of this one, there is nothing there to change and nothing to call.
 */
export function freezeHost(): void {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('$'));
  const kept = names.filter((name) => isPartOfTheLanguage(name));
  const generators = [
    function* () {},
    async function* () {},
    async () => {},
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
    Uint8Array,
  ];
  const seen = new Set<object>();
  for (const name of kept) freeze(Reflect.get(globalThis, name), seen);
  for (const value of generators) freeze(Object.getPrototypeOf(value), seen);
  for (const name of names) if (!kept.includes(name) && name !== 'globalThis') Reflect.deleteProperty(globalThis, name);
}

function isPartOfTheLanguage(name: string): boolean {
  return /^(?:Object|Function|Array|String|Number|Boolean|Symbol|BigInt|Promise|Map|Set|WeakMap|WeakSet|WeakRef|RegExp|Date|Proxy|Reflect|JSON|Math|Intl|Iterator|DataView|FinalizationRegistry|parseInt|parseFloat|isNaN|isFinite|undefined|NaN|Infinity|\w*Array|\w*ArrayBuffer|\w*Error|\w*URI\w*)$/.test(
    name,
  );
}

function freeze(value: unknown, seen: Set<object>): void {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
  seen.add(value);
  for (const key of Reflect.ownKeys(value)) {
    const property = Reflect.getOwnPropertyDescriptor(value, key);
    freeze(property?.value, seen);
    freeze(property?.get, seen);
    freeze(property?.set, seen);
  }
  freeze(Object.getPrototypeOf(value), seen);
  if (!ArrayBuffer.isView(value)) Object.freeze(value);
}
