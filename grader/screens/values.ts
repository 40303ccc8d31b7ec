import type { Counterexample } from '#check';
import { show } from '#check';
import { type Look, safe, textWidth } from '#terminal';
import { firstDifference, inOrderOf, pathsTo, showPath } from './first-difference.ts';
import { keyOf, type LaidOut, layOut, layOutCall, type Path } from './laid-out.ts';

/** Values of hundreds of lines help nobody. */
const MOST_LINES = 60;

/** The call, what it gave and what Kafka says, with the first difference marked; each is cut around that to `most` lines. */
export function callAndAnswers(counterexample: Counterexample, look: Look, most = MOST_LINES): string[] {
  const { call } = counterexample;
  if (call === undefined && !('expected' in counterexample)) return [];
  return inSentences(counterexample, look.width) ?? inBlocks(counterexample, look, most);
}

/** `f(1) gave 0` and `Kafka says 1`: two numbers differ as a whole, and there is nothing to mark. */
function inSentences(counterexample: Counterexample, room: number): string[] | null {
  const { call, actual, expected } = counterexample;
  const isWhole = !('expected' in counterexample) || [actual, expected].some(isScalar);
  if (!isWhole) return null;
  const gave = 'actual' in counterexample ? `${call ?? 'yours'} gave ${show(actual)}` : call;
  const lines = [gave, 'expected' in counterexample ? `Kafka says ${show(expected)}` : undefined]
    .filter((line) => line !== undefined)
    .map(safe);
  return lines.every((line) => textWidth(line) <= room) ? lines : null;
}

function inBlocks(counterexample: Counterexample, { plain, width: room }: Look, most: number): string[] {
  const { compared = counterexample } = counterexample;
  const expected = compared.expected;
  const hasBoth = 'actual' in counterexample && 'expected' in counterexample;
  const actual = hasBoth ? inOrderOf(expected, compared.actual) : compared.actual;
  const path = hasBoth ? firstDifference(actual, expected) : null;
  const mark = path === null || path.length === 0 ? undefined : path;
  const answers = [
    ...('actual' in counterexample ? [{ label: 'gave', value: actual }] : []),
    ...('expected' in counterexample ? [{ label: 'Kafka says', value: expected }] : []),
  ];
  return [
    ...cutAround(callLines(counterexample, room), 0, most),
    ...(onALine(answers, room, plain ? undefined : mark) ?? onLines(answers, room, plain ? undefined : mark, most)),
    ...(plain && mark ? [`They first differ at ${showPath(mark)}.`] : []),
  ];
}

function callLines({ call, args }: Counterexample, room: number): readonly string[] {
  if (call === undefined) return [];
  if (args === undefined || textWidth(safe(call)) <= room) return [safe(call)];
  return layOutCall(call.slice(0, call.indexOf('(')), args, room);
}

interface Answer {
  readonly label: string;
  readonly value: unknown;
}

/** The answers one under the other in a column, where they fit, with one caret under both. */
function onALine(answers: readonly Answer[], room: number, mark: Path | undefined): string[] | null {
  const lead = Math.max(...answers.map(({ label }) => label.length)) + 2;
  const laid = answers.map(({ value }) => layOut(value, room - lead));
  if (laid.some(({ lines }) => lines.length > 1 || textWidth(lines[0]!) > room - lead)) return null;
  const column = mark && placeOf(laid.at(-1)!, mark)?.column;
  return [
    ...laid.map(({ lines }, at) => answers[at]!.label.padEnd(lead) + lines[0]),
    ...(column === undefined ? [] : [`${' '.repeat(lead + column)}^`]),
  ];
}

function onLines(answers: readonly Answer[], room: number, mark: Path | undefined, most: number): string[] {
  return answers.flatMap(({ label, value }) => {
    const laid = layOut(value, room - 2);
    const place = mark && placeOf(laid, mark);
    const lines = place
      ? [...laid.lines.slice(0, place.line + 1), `${' '.repeat(place.column)}^`, ...laid.lines.slice(place.line + 1)]
      : laid.lines;
    return [label, ...cutAround(lines, place?.line ?? 0, most).map((line) => `  ${line}`)];
  });
}

function placeOf({ places }: LaidOut, path: Path) {
  return pathsTo(path)
    .map((one) => places.get(keyOf(one)))
    .find((place) => place !== undefined);
}

/** The lines around the difference; what is left out is counted. */
function cutAround(lines: readonly string[], at: number, most: number): readonly string[] {
  // Counting a line takes a line.
  if (lines.length <= most + 1) return lines;
  const from = Math.min(Math.max(0, at - Math.floor(most / 2)), lines.length - most);
  const to = from + most;
  const left = (count: number) => (count > 0 ? [`// ${count} more ${count === 1 ? 'line' : 'lines'}`] : []);
  return [...left(from), ...lines.slice(from, to), ...left(lines.length - to)];
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'string' && (typeof value !== 'object' || value === null);
}
