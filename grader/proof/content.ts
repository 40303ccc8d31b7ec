import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Misconceptions, Part } from '#check';
import { courseFolder, type Exercise, exercises } from '../course.ts';
import { type Finding, found } from './finding.ts';

/** What an exercise's checks.ts and misconceptions.ts hold. */
export interface Content {
  readonly parts: readonly Part[];
  readonly misconceptions: Misconceptions;
}

/** Loads what an exercise asks for and what it expects to go wrong, or finds why that cannot be done. */
export async function loadContent(exercise: Exercise): Promise<Content | readonly Finding[]> {
  const file = (name: string) => `exercises/${exercise.id}/${name}`;
  try {
    const parts: unknown = await exercise.checks();
    if (!isListOfParts(parts))
      return [
        found(file('checks.ts'), 'export', 'has no list of parts to give: write export default [part(…), stretch(…)].'),
      ];
    const misconceptions: unknown = await exercise.misconceptions();
    if (!isRecordOfBeliefs(misconceptions)) {
      const sentence = "has no beliefs to give: write export default { 'M7-01': { belief: '…' } }.";
      return [found(file('misconceptions.ts'), 'export', sentence)];
    }
    return { parts, misconceptions };
  } catch (error) {
    return [found(file('checks.ts'), '', `throws while it, or what it imports, is loaded: ${error}. Mend that first.`)];
  }
}

function isListOfParts(parts: unknown): parts is readonly Part[] {
  return Array.isArray(parts) && parts.every((part) => Array.isArray(part?.checks) && Array.isArray(part.needs));
}

function isRecordOfBeliefs(all: unknown): all is Misconceptions {
  return typeof all === 'object' && all !== null && Object.values(all).every((one) => typeof one?.belief === 'string');
}

/** Whether every belief reads well after "It looks as if your code", and every check is worth something. */
export function proveWords(exercise: Exercise, { parts, misconceptions }: Content): Finding[] {
  const [checks, beliefs] = ['checks.ts', 'misconceptions.ts'].map((name) => `exercises/${exercise.id}/${name}`);
  return [
    ...Object.entries(misconceptions)
      .filter(([, { belief }]) => !/^\p{Ll}/u.test(belief) || /[.!\s]$/.test(belief))
      .map(([id, { belief }]) =>
        found(
          beliefs!,
          id,
          `says of ${id}: "${belief}"; it has to complete "It looks as if your code …", without a full stop.`,
        ),
      ),
    ...parts
      .flatMap((part) => part.checks)
      .filter(
        ({ points, inputs }) => !(Number.isFinite(points) && points > 0 && Number.isInteger(inputs) && inputs > 0),
      )
      .map(({ title, points, inputs }) =>
        found(
          checks!,
          title,
          `gives ${points} points for ${inputs} inputs: "${title}"; both are numbers above 0, and inputs a whole one.`,
        ),
      ),
  ];
}

/** Whether every folder beside the exercises is one, and every solution solves one. */
export function proveStrays(): Finding[] {
  const ids = exercises.map(({ id }) => id);
  const folders = readdirSync(join(courseFolder, 'exercises'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ids.includes(entry.name))
    .map(({ name }) => `exercises/${name}`);
  const solutions = readdirSync(join(courseFolder, 'solutions'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !ids.includes(name.slice(0, -'.ts'.length)))
    .map((name) => `solutions/${name}`);
  return [
    ...folders.map((path) =>
      found(path, '', 'is no exercise to the course: a folder is named NN-name, with two digits. Rename or remove it.'),
    ),
    ...solutions.map((path) => found(path, '', 'solves no exercise: there is none of that name. Rename or remove it.')),
  ];
}
