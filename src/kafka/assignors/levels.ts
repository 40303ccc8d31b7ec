/**
 * Names, one call after the other, who is to get the next partition: members rise together from the one that has the
 * fewest. The caller keeps `sizes` up to date.
 */
export class LeastLoaded {
  readonly #ascending: readonly number[];
  readonly #sizes: Int32Array;
  #end = 0;
  #next = 0;

  /** How many partitions the members now being served had before this turn. */
  level: number;

  /** `members` are indices into `sizes`, ascending; there is at least one. */
  constructor(members: readonly number[], sizes: Int32Array) {
    this.#ascending = bySize(members, sizes);
    this.#sizes = sizes;
    this.level = sizes[this.#ascending[0]!]! - 1;
  }

  next(): number {
    if (this.#next === this.#end) this.#rise();
    return this.#ascending[this.#next++]!;
  }

  #rise(): void {
    this.level++;
    while (this.#sizes[this.#ascending[this.#end] ?? -1] === this.level) this.#end++;
    this.#next = 0;
  }
}

/** Names, one call after the other, who is to give a partition: members sink together from the one that has the most. */
export class MostLoaded {
  readonly #ascending: number[];
  readonly #sizes: Int32Array;
  #start: number;
  #end: number;
  #next: number;

  /** How many partitions the members now being asked had before this turn. */
  level: number;

  /** `members` are indices into `sizes`, ascending; there is at least one. */
  constructor(members: readonly number[], sizes: Int32Array) {
    this.#ascending = bySize(members, sizes);
    this.#sizes = sizes;
    this.#start = members.length;
    this.#end = members.length;
    this.#next = members.length - 1;
    this.level = sizes[this.#ascending.at(-1)!]! + 1;
  }

  /** Passes over members that have nothing to give, for good; undefined when none is left. */
  next(canGive: (member: number) => boolean): number | undefined {
    for (;;) {
      if (this.#next < this.#start) this.#sink();
      const member = this.#ascending[this.#next];
      if (member === undefined) return undefined;
      const gives = canGive(member);
      if (!gives) this.#ascending[this.#next] = this.#ascending[--this.#end]!;
      this.#next--;
      if (gives) return member;
    }
  }

  #sink(): void {
    const isNobodyLeft = this.#end <= this.#start && this.#start > 0;
    this.level = isNobodyLeft ? this.#sizes[this.#ascending[this.#start - 1]!]! : this.level - 1;
    while (this.#sizes[this.#ascending[this.#start - 1] ?? -1] === this.level) this.#start--;
    this.#next = this.#end - 1;
  }
}

function bySize(members: readonly number[], sizes: Int32Array): number[] {
  return members.toSorted((a, b) => sizes[a]! - sizes[b]! || a - b);
}
