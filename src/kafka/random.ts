/** Draws numbers in `[0, 1)`; the same seed gives the same numbers on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws integers in `[0, bound)` from such numbers. */
export function integersFrom(random: () => number): (bound: number) => number {
  return (bound) => Math.floor(random() * bound);
}
