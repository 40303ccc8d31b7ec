import { show } from '#check';
import { safe, textWidth } from '#terminal';

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

/** The key of a path in `places`. */
export function keyOf(path: Path): string {
  return JSON.stringify(path);
}

/** Lays a value out on one line if it fits into `room` columns, else a line for each member. It can be pasted either way. */
export function layOut(value: unknown, room: number, path: Path = []): LaidOut {
  const line = onOneLine(value, path);
  if (textWidth(line.lines[0]!) <= room) return line;
  if (typeof value === 'string') return { lines: pieces(value, room), places: start(path) };
  const frame = frameOf(value);
  if (frame === null) return line;
  const lines = [frame.open];
  const places = new Map(start(path));
  for (const [key, label, member] of frame.members) {
    const inner = layOut(member, room - 3 - label.length, [...path, key]);
    for (const [at, place] of inner.places) {
      const indent = 2 + (place.line === 0 ? label.length : 0);
      places.set(at, { line: lines.length + place.line, column: place.column + indent });
    }
    lines.push(
      ...inner.lines.map((one, at) => `  ${at === 0 ? label : ''}${one}${isLast(at, inner.lines) ? ',' : ''}`),
    );
  }
  places.set(keyOf([...path, END]), { line: lines.length, column: 0 });
  return { lines: [...lines, frame.close], places };
}

/** A call, laid out the same way: `name(…)`. */
export function layOutCall(name: string, args: readonly unknown[], room: number): readonly string[] {
  const line = `${name}(${args.map((arg) => onOneLine(arg, []).lines[0]).join(', ')})`;
  if (textWidth(line) <= room) return [line];
  const inner = args.map((arg) => layOut(arg, room - 3).lines);
  return [
    `${name}(`,
    ...inner.flatMap((lines) => lines.map((one, at) => `  ${one}${isLast(at, lines) ? ',' : ''}`)),
    ')',
  ];
}

interface Frame {
  readonly open: string;
  readonly close: string;
  /** Each member with its key, and what stands before it. */
  readonly members: readonly (readonly [key: string | number, label: string, member: unknown])[];
}

function frameOf(value: unknown): Frame | null {
  if (Array.isArray(value)) return { open: '[', close: ']', members: Array.from(value, (one, at) => [at, '', one]) };
  if (value instanceof Uint8Array)
    return { open: 'Uint8Array.of(', close: ')', members: Array.from(value, (one, at) => [at, '', one]) };
  if (!isPlainObject(value)) return null;
  const members = Object.entries(value).map(([key, one]) => [key, `${labelOf(key)}: `, one] as const);
  return { open: '{', close: '}', members };
}

/** Whether a value is an object of properties, and no list, bytes, Map or anything else with a form of its own. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function onOneLine(value: unknown, path: Path): LaidOut {
  const frame = frameOf(value);
  if (frame === null || frame.members.length === 0) {
    return { lines: [safe(show(value))], places: new Map([...start(path), ...endOf(path, 1)]) };
  }
  const pad = frame.open === '{' ? ' ' : '';
  const places = new Map(start(path));
  let line = frame.open + pad;
  for (const [at, [key, label, member]] of frame.members.entries()) {
    line += (at === 0 ? '' : ', ') + label;
    const inner = onOneLine(member, [...path, key]);
    for (const [one, { column }] of inner.places) places.set(one, { line: 0, column: textWidth(line) + column });
    line += inner.lines[0];
  }
  line += pad;
  for (const [one, place] of endOf(path, textWidth(line))) places.set(one, place);
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
