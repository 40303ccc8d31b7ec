import { show } from '#check';
import { safe, shorten, textWidth, wrap } from '#terminal';

/** A member's place in a value, from the outside in: `[0, 'topic']`. */
export type Path = readonly (string | number)[];

/** A value as JavaScript in lines, and where each of its members begins. */
export interface LaidOut {
  readonly lines: readonly string[];
  /** By path; the path of a list or object with `END` after it is its closing bracket. */
  readonly places: ReadonlyMap<string, { readonly line: number; readonly column: number }>;
}

/** Stands in a path for the end of a list or object, where a member is missing. */
export const END = 'the end';

const INDENT = 2;

/** What is nested so deep that it has fewer columns is not laid out any further. */
const NARROWEST = 22;

/** More columns of closing brackets than this are not put behind the last member. */
const MOST_CLOSING = 12;

/** The key of a path in `places`. */
export function keyOf(path: Path): string {
  return JSON.stringify(path);
}

/** Columns that are taken in the first line by what stands before a value, and in the last one by what comes after it. */
interface Taken {
  readonly lead: number;
  readonly tail: number;
}

const NOTHING: Taken = { lead: 0, tail: 0 };

/** Lays a value out on one line if it fits into `room` columns, else as many members a line as fit. It can be pasted either way. */
export function layOut(value: unknown, room: number, path: Path = [], taken = NOTHING): LaidOut {
  const line = textOf(value);
  const left = room - taken.lead - taken.tail;
  if (textWidth(line) <= left) return onOneLine(value, path);
  if (typeof value === 'string') return { lines: pieces(value, left), places: start(path) };
  const frame = frameOf(value);
  if (frame !== null && frame.members.length > 0 && room >= NARROWEST) return fill(frame, room, path, taken);
  const lines = frame === null ? wrap(line, Math.max(8, left)) : [shorten(line, Math.max(8, left), '...')];
  return { lines, places: start(path) };
}

/** A call, laid out the same way: `name(…)`. */
export function layOutCall(name: string, args: readonly unknown[], room: number): readonly string[] {
  const members = args.map((arg, at) => [at, '', arg] as const);
  return fill({ open: `${name}(`, close: ')', members }, room, [], NOTHING).lines;
}

interface Frame {
  readonly open: string;
  readonly close: string;
  /** Each member with its key, and what stands before it. */
  readonly members: readonly (readonly [key: string | number, label: string, member: unknown])[];
}

/** The members one after the other: on the line where the last one ended if they fit there whole, else on a line of their own. */
function fill(frame: Frame, room: number, path: Path, { lead, tail }: Taken): LaidOut {
  const { members } = frame;
  const [open, close] = frame.open === '[' ? ['[ ', ' ]'] : [frame.open, frame.close];
  const closesAlone = close.length + tail > MOST_CLOSING;
  const lines: string[] = [open];
  const places = new Map(start(path));
  // A member of several lines is not followed by another on its last one.
  let isOpen = true;
  for (const [at, [key, label, member]] of members.entries()) {
    const gap = at === 0 ? '' : ' ';
    const after = !isLast(at, members) ? 1 : closesAlone ? 0 : close.length + tail;
    const before = (lines.length === 1 ? lead : 0) + textWidth(lines.at(-1)! + gap + label);
    const fitsHere = isOpen && before + textWidth(textOf(member)) + after <= room;
    const staysHere = fitsHere || (at === 0 && open.length === INDENT && before <= room / 2);
    const line = lines.pop()!;
    lines.push(...(staysHere ? [line + gap] : [line.trimEnd(), ' '.repeat(INDENT)]));
    const taken = { lead: staysHere ? before - INDENT : textWidth(label), tail: after };
    const inner: LaidOut = fitsHere
      ? onOneLine(member, [...path, key])
      : layOut(member, room - INDENT, [...path, key], taken);
    const from = { line: lines.length - 1, column: textWidth(lines.at(-1)! + label) };
    for (const [one, place] of inner.places) {
      const column = place.column + (place.line === 0 ? from.column : INDENT);
      places.set(one, { line: from.line + place.line, column });
    }
    const [first = '', ...rest] = inner.lines;
    lines.push(lines.pop() + label + first, ...rest.map((one) => ' '.repeat(INDENT) + one));
    isOpen = rest.length === 0;
    if (!isLast(at, members)) lines.push(`${lines.pop()},`);
  }
  if (closesAlone) lines.push('');
  const last = lines.pop()!;
  places.set(keyOf([...path, END]), { line: lines.length, column: textWidth(last) });
  return { lines: [...lines, closesAlone ? close.trimStart() : last + close], places };
}

function frameOf(value: unknown): Frame | null {
  if (Array.isArray(value)) return { open: '[', close: ']', members: Array.from(value, (one, at) => [at, '', one]) };
  if (value instanceof Uint8Array)
    return { open: 'Uint8Array.of(', close: ')', members: Array.from(value, (one, at) => [at, '', one]) };
  if (!isPlainObject(value)) return null;
  const members = Object.entries(value).map(([key, one]) => [key, `${labelOf(key)}: `, one] as const);
  return { open: '{ ', close: ' }', members };
}

/** Whether a value is an object of properties, and no list, bytes, Map or anything else with a form of its own. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value as one line, however long. */
function textOf(value: unknown): string {
  const frame = frameOf(value);
  if (frame === null || frame.members.length === 0) return safe(show(value));
  return frame.open + frame.members.map(([, label, member]) => label + textOf(member)).join(', ') + frame.close;
}

/** The same, and where its members are. */
function onOneLine(value: unknown, path: Path): LaidOut {
  const frame = frameOf(value);
  if (frame === null || frame.members.length === 0) {
    return { lines: [safe(show(value))], places: new Map([...start(path), ...endOf(path, 1)]) };
  }
  const places = new Map(start(path));
  let line = frame.open;
  for (const [at, [key, label, member]] of frame.members.entries()) {
    line += (at === 0 ? '' : ', ') + label;
    const inner = onOneLine(member, [...path, key]);
    for (const [one, { column }] of inner.places) places.set(one, { line: 0, column: textWidth(line) + column });
    line += inner.lines[0];
  }
  for (const [one, place] of endOf(path, textWidth(line) + frame.close.length - 1)) places.set(one, place);
  return { lines: [line + frame.close], places };
}

function start(path: Path) {
  return new Map([[keyOf(path), { line: 0, column: 0 }]]);
}

function endOf(path: Path, column: number) {
  return new Map([[keyOf([...path, END]), { line: 0, column }]]);
}

function labelOf(key: string): string {
  return safe(/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
}

/** A text too long for a line, as pieces that JavaScript puts together again. */
function pieces(text: string, room: number): string[] {
  const size = Math.max(8, Math.floor((room - 5) / 2));
  const characters = [...text];
  const lines: string[] = [];
  for (let from = 0; from < characters.length; ) {
    let to = Math.min(characters.length, from + size * 2);
    while (to - from > 8 && textWidth(quoted(characters.slice(from, to))) > room - 3) to--;
    lines.push(quoted(characters.slice(from, to)));
    from = to;
  }
  return lines.map((line, at) => (isLast(at, lines) ? line : `${line} +`));
}

function quoted(characters: readonly string[]): string {
  return safe(show(characters.join('')));
}

function isLast(at: number, list: readonly unknown[]): boolean {
  return at === list.length - 1;
}
