/**
 * Names, one call after the other, who is to get the next partition: members rise together from the one that has the
 * fewest. The caller keeps `sizes` up to date.
 */
export class LeastLoaded {
  readonly #members: readonly number[];
  readonly #sizes: Int32Array;
  readonly #byPlace: boolean;

  /** Places in `#members`, by size; those before `#end` are the ones that rise. */
  readonly #places: Uint32Array;
  #end = 0;
  #next = 0;

  /** How many partitions the members now rising had before this turn. */
  level: number;

  /**
   * `members` are indices into `sizes`, at least one; of equal ones the first comes first. A member that is caught up
   * with comes after those that rise, or, `byPlace`, in its own place among them.
   */
  constructor(members: readonly number[], sizes: Int32Array, { byPlace = false } = {}) {
    this.#members = members;
    this.#sizes = sizes;
    this.#byPlace = byPlace;
    this.#places = Uint32Array.from(members.keys()).sort((a, b) => sizes[members[a]!]! - sizes[members[b]!]! || a - b);
    this.level = this.#sizeAt(0) - 1;
  }

  next(): number {
    if (this.#next === this.#end) this.#rise();
    return this.#members[this.#places[this.#next++]!]!;
  }

  #rise(): void {
    this.level++;
    while (this.#end < this.#places.length && this.#sizeAt(this.#end) === this.level) this.#end++;
    if (this.#byPlace) this.#places.subarray(0, this.#end).sort();
    this.#next = 0;
  }

  #sizeAt(index: number): number {
    return this.#sizes[this.#members[this.#places[index]!]!]!;
  }
}

/**
 * Names, one call after the other, who is to give a partition: members sink together from the one that has the most.
 * The caller keeps `sizes` up to date.
 */
export class MostLoaded {
  readonly #ascending: number[];
  readonly #sizes: Int32Array;
  #start: number;
  #end: number;
  #next: number;

  /** How many partitions the members now sinking had before this turn. */
  level: number;

  /** `members` are indices into `sizes`, at least one; of equal ones the last is asked first. */
  constructor(members: readonly number[], sizes: Int32Array) {
    this.#ascending = members.toSorted((a, b) => sizes[a]! - sizes[b]!);
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
