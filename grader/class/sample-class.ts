import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { courseFolder, type Exercise, exercises, solutionText, starterText } from '../course.ts';

/** What a student of a sample class may have handed in for an exercise. */
type Kind = 'solved' | 'partly' | 'untouched' | 'missing' | 'hostile';

/** Out of ten submissions; where hostile ones are asked for, one in thirty is. */
const KINDS: readonly Kind[] = [
  ...([
    'solved',
    'partly',
    'solved',
    'partly',
    'untouched',
    'solved',
    'partly',
    'missing',
    'partly',
    'solved',
  ] as const),
];

/** Small slips, each of which makes many a solution wrong. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/ \+ 1\b/g, ''],
  [/ < /g, ' <= '],
  [/ >= /g, ' > '],
  [/ === /g, ' !== '],
  [/\b1\b/g, '2'],
  [/ && /g, ' || '],
  [/ - /g, ' + '],
  [/\b0\b/g, '1'],
  [/: \d+\b/g, ': 3'],
  [/, key: '\w+'/g, ''],
];

/** Writes a class of made-up students into a folder, always the same: for tests, and to measure with. */
export function writeSampleClass(folder: string, count: number, { isHostile = true } = {}): void {
  for (let at = 0; at < count; at++) {
    const student = join(folder, `student-${String(at).padStart(4, '0')}`);
    mkdirSync(student, { recursive: true });
    for (const [index, exercise] of exercises.entries()) {
      const text = work(exercise, at, index, isHostile);
      if (text !== null) writeFileSync(join(student, `${exercise.id}.ts`), text);
    }
  }
}

function work(exercise: Exercise, at: number, index: number, isHostile: boolean): string | null {
  const kind =
    isHostile && (at * exercises.length + index) % 30 === 7 ? 'hostile' : KINDS[(at + 3 * index) % KINDS.length]!;
  switch (kind) {
    case 'solved':
      return solutionText(exercise);
    case 'partly':
      return withSlip(solutionText(exercise), 7 * at + index);
    case 'untouched':
      return starterText(exercise);
    case 'missing':
      return null;
    case 'hostile':
      return hostileText(at);
  }
}

/** One slip in the code, and none in its comments. */
function withSlip(text: string, which: number): string {
  const places = SLIPS.flatMap(([pattern, instead]) =>
    [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ index, found, instead })),
  ).filter(({ index }) => !isInComment(text, index));
  const { index, found, instead } = places[which % places.length]!;
  return text.slice(0, index) + instead + text.slice(index + found.length);
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
  return line.includes('//') || /^\s*(?:\*|\/\*)/.test(line);
}

function hostileText(which: number): string {
  const folder = join(courseFolder, 'grader/sandbox/fixtures/hostile');
  const files = readdirSync(folder).sort();
  return readFileSync(join(folder, files[which % files.length]!), 'utf8');
}
