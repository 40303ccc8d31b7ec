import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Look } from '#terminal';
import { courseFolder, type Exercise } from '../course.ts';
import type { ExerciseReport } from '../report.ts';
import { passage } from './passage.ts';

/** The passage of the lesson that a check names, such as `lesson.md#partitions-and-keys`. */
export function lessonPassage(read: string, look: Look): string[] {
  const [file = '', anchor = ''] = read.split('#');
  const lines = passage(readFileSync(join(courseFolder, file), 'utf8'), anchor, look);
  return lines.length > 0 ? lines : [`It is in ${read}`];
}

/** Where the lesson explains what an exercise asks next: the first check that is left, else its first one. */
export async function readAbout(exercise: Exercise, report: ExerciseReport | undefined): Promise<string> {
  const checks = (await exercise.checks()).flatMap((part) => part.checks);
  const left = report?.checks.findIndex(({ verdict }) => verdict !== 'passed') ?? 0;
  return checks[left]?.read ?? checks.find(({ read }) => read !== undefined)?.read ?? 'lesson.md';
}
