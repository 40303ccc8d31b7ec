import { describe, expect, it } from 'vitest';
import { exercises, solutionText, starterText } from '../course.ts';
import { Likeness } from './alike.ts';
import { ownPrints } from './prints.ts';

const exercise = exercises.find(({ id }) => id === '04-offset-management')!;
const solution = solutionText(exercise);

/** Another way of doing the same exercise, by somebody who likes loops. */
const another = `
${starterText(exercise).replaceAll(/throw new Error\('TODO[^']*'\);/g, 'return undefined as never;')}
function collect(all: readonly { offset: number }[], from: number, most: number) {
  const batch = [];
  for (const one of all) {
    if (batch.length === most) break;
    if (one.offset < from) continue;
    batch.push(one);
  }
  let next = from;
  while (batch.length > 0 && next <= batch[batch.length - 1]!.offset) next++;
  return [batch, next] as const;
}
function within(offset: number | null, low: number, high: number) {
  switch (true) {
    case offset === null: return false;
    case offset! < low: return false;
    default: return !(offset! > high);
  }
}
`;

const renamed = solution
  .replaceAll(/\/\/[^\n]*/g, '// all my own work')
  .replaceAll(/\b(committed|position|processed|offset(?=[ ,):])|record|records(?=[ ,):]))\b/g, (name) => `${name}Of`)
  .replaceAll('  ', '\t');

function groupsOf(work: Readonly<Record<string, string>>) {
  const likeness = new Likeness();
  for (const [student, text] of Object.entries(work))
    likeness.add({ student, prints: { [exercise.id]: ownPrints(exercise, [text]) } });
  return likeness.groups();
}

describe('work that is nearly the same', () => {
  it('is listed though names, comments and spaces were changed', () => {
    const groups = groupsOf({ anna: solution, ben: another, carla: renamed });
    expect(groups).toMatchObject([{ exercise: exercise.id, students: ['anna', 'carla'], asSolution: true }]);
    expect(groups[0]!.likeness).toBeGreaterThan(0.8);
  });

  it('is listed though the functions stand in another order', () => {
    const [head, ...functions] = solution.split(/^(?=export function )/m);
    const turned = [head, ...functions.reverse()].join('');
    expect(groupsOf({ anna: solution, ben: turned })).toMatchObject([{ students: ['anna', 'ben'] }]);
  });

  it('is not work that shares no more than the starter', () => {
    expect(groupsOf({ anna: starterText(exercise), ben: starterText(exercise) })).toEqual([]);
    expect(groupsOf({ anna: solution, ben: another })).toEqual([]);
  });

  it('is listed however many have it', () => {
    const students = Array.from({ length: 40 }, (_, at) => `student-${at}`);
    const groups = groupsOf(Object.fromEntries(students.map((student) => [student, another])));
    expect(groups).toMatchObject([{ students, likeness: 1, asSolution: false }]);
  });
});
