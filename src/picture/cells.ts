import type { Offset } from '#kafka';
import { type Canvas, shortened, widthOf } from './canvas.ts';

/** Places along a log: offsets, and `null` where a run of them is left out. */
export type Places = readonly (Offset | null)[];

/**
 * Chooses which offsets of [from, to) to draw in `capacity` cells: all where they fit, else those of interest (the most
 * important first) and as many of their neighbours as there is room for.
 */
export function chooseOffsets(from: Offset, to: Offset, interest: readonly Offset[], capacity: number): Places {
  if (to - from <= capacity) return Array.from({ length: to - from }, (_, index) => from + index);
  const kept = new Set<Offset>();
  const tryAll = (offsets: readonly Offset[]) => {
    for (const offset of offsets) {
      if (offset < from || offset >= to || kept.has(offset)) continue;
      kept.add(offset);
      if (withGaps(kept, from, to).length > capacity) kept.delete(offset);
    }
  };
  tryAll([from, to - 1, ...interest]);
  for (let distance = 1; distance <= capacity; distance++) {
    tryAll([from, ...interest, to - 1].flatMap((offset) => [offset - distance, offset + distance]));
  }
  return withGaps(kept, from, to);
}

function withGaps(kept: ReadonlySet<Offset>, from: Offset, to: Offset): Places {
  const places: (Offset | null)[] = [];
  let next = from;
  for (const offset of [...kept].sort((a, b) => a - b)) {
    if (offset > next) places.push(offset === next + 1 ? next : null);
    places.push(offset);
    next = offset + 1;
  }
  if (next < to) places.push(null);
  return places;
}

const MOST_IN_A_CELL = 12;

/** Which offsets a row shows: [from, to), and which of them matter most where not all fit. */
export interface Range {
  readonly from: Offset;
  readonly to: Offset;
  readonly interest: readonly Offset[];
  /** Columns of the widest text in a cell, where it isn't the offset. */
  readonly widest?: number;
}

/** A row of cells and where each offset stands in it. */
export interface Row {
  /** The text of each cell, all of the same width. */
  readonly cells: readonly string[];
  /** The place of an offset among the cells; the number of cells for the log end. */
  indexOf(offset: Offset): number;
  /** The column of an offset in the barred row, for a caret. */
  columnOf(offset: Offset): number;
}

/** Draws cells between bars, `│0│1│·│3│`. */
export function barred(cells: readonly string[]): string {
  return `│${cells.map((cell) => `${cell}│`).join('')}`;
}

/**
 * Draws the offsets of [from, to) in `room` columns, one cell for each that is chosen; `text` says what stands there.
 * All rows of one picture that are given the same range and interest are cut alike, so that their cells line up.
 */
export function drawCells(range: Range, room: number, canvas: Canvas, text: (offset: Offset) => string): Row {
  const { from, to, interest, widest = 0 } = range;
  const gap = canvas.unicode ? '…' : '..';
  const size = Math.max(String(Math.max(0, to - 1)).length, Math.min(widest, MOST_IN_A_CELL));
  const isWhole = (to - from) * (size + 1) + 2 <= room;
  const width = isWhole ? size : Math.max(size, gap.length);
  const capacity = isWhole ? to - from : Math.max(5, Math.floor((room - 2) / (width + 1)));
  const places = chooseOffsets(from, to, interest, capacity);
  const cells = places.map((place) => {
    const inside = shortened(place === null ? gap : text(place), width, canvas);
    return ' '.repeat(width - widthOf(inside)) + inside;
  });
  const indexOf = (offset: Offset) => {
    const at = places.findIndex((place, index) => place === offset || (place === null && isIn(offset, places, index)));
    return at >= 0 ? at : places.length;
  };
  // Digits end at a cell's right; the log end has no digits, so its caret stands where they would begin.
  const columnOf = (offset: Offset) => {
    const at = indexOf(offset);
    return at * (width + 1) + (at < places.length ? width : 1);
  };
  return { cells, indexOf, columnOf };
}

function isIn(offset: Offset, places: Places, gap: number): boolean {
  const before = places[gap - 1];
  const after = places[gap + 1];
  return before != null && after != null && before < offset && offset < after;
}
