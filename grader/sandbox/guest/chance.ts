/** What a call used that could make the same call answer differently another time. */
export interface Chance {
  clock: boolean;
  random: boolean;
}

/**
 * Makes a `Date` that stands still and a `Math.random` that always gives the same numbers, so that a verdict is a fact about
 * the code; `used` notes that they were asked. Self-contained.
 */
export function makeChance() {
  const used: Chance = { clock: false, random: false };
  const RealDate = Date;
  const now = RealDate.UTC(2026, 0, 1);
  let state = 0x9e3779b9;

  function random(): number {
    used.random = true;
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const readClock = () => {
    used.clock = true;
    return now;
  };

  const StillDate = function (this: unknown, ...parts: unknown[]) {
    if (new.target === undefined) return new RealDate(readClock()).toString();
    return Reflect.construct(RealDate, parts.length === 0 ? [readClock()] : parts, new.target);
  };
  StillDate.prototype = RealDate.prototype;
  RealDate.prototype.constructor = StillDate as unknown as DateConstructor;
  Object.assign(StillDate, { now: readClock, UTC: RealDate.UTC, parse: RealDate.parse });
  Object.defineProperty(StillDate, 'name', { value: 'Date' });
  Object.defineProperty(StillDate, 'length', { value: 7 });

  return { used, random, Date: StillDate as unknown as DateConstructor };
}
