import { limits } from '../limits.ts';
import { makeBuffer } from './buffer.ts';
import { makeChance } from './chance.ts';
import { makeConsole } from './console.ts';
import { makeDecode } from './decode.ts';
import { makeEncode } from './encode.ts';
import { makeRuntime } from './runtime.ts';
import { makeStructuredClone } from './structured-clone.ts';
import { makeTextEncoding } from './text-encoding.ts';

/**
 * The text that runs first in a student's realm: it takes away what no exercise needs, adds what every program expects, and
 * evaluates to the `Runtime`. It is made of the self-contained functions of this folder, as text, so that no object
 * of the child's own realm is ever within the student's reach.
 *
 * With `strict` no error ever gets a stack. That closes the one known way to touch an object of the child's realm,
 * an error raised while a stack is formatted at the very end of the stack; the price is that errors have no line.
 */
export function preludeText({ strict }: { strict: boolean }): string {
  return `(() => {
  'use strict';
  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry']) delete globalThis[name];
  ${strict ? `Object.defineProperty(Error, 'stackTraceLimit', { value: undefined, writable: false, configurable: false });` : ''}
  const encode = (${makeEncode})(${JSON.stringify(limits.answer)});
  const decode = (${makeDecode})(() => undefined);
  const { console, take: takeConsole } = (${makeConsole})(${limits.consoleCharacters});
  const textEncoding = (${makeTextEncoding})();
  const chance = (${makeChance})();
  const runtime = (${makeRuntime})({ encode, decode, takeConsole, used: chance.used });
  const { TextEncoder, TextDecoder } = textEncoding;
  const Buffer = (${makeBuffer})(textEncoding);
  const structuredClone = (${makeStructuredClone})();
  const queueMicrotask = (act) => void Promise.resolve().then(() => act());
  const missing = (name) => () => {
    throw new Error(name + ' is not there: an exercise has no timers, only plain data in and plain data out');
  };
  const added = { console, TextEncoder, TextDecoder, Buffer, Date: chance.Date, structuredClone, queueMicrotask };
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) added[name] = missing(name);
  for (const name of Object.keys(added))
    Object.defineProperty(globalThis, name, { value: added[name], writable: true, configurable: true, enumerable: false });
  Math.random = chance.random;
  return runtime;
})()`;
}
