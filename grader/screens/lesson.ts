import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Look } from '#terminal';
import { courseFolder } from '../course.ts';
import { passage } from './passage.ts';

/** The passage of the lesson that a check names, such as `lesson.md#partitions-and-keys`. */
export function lessonPassage(read: string, look: Look): string[] {
  const [file = '', anchor = ''] = read.split('#');
  const lines = passage(readFileSync(join(courseFolder, file), 'utf8'), anchor, look);
  return lines.length > 0 ? lines : [`It is in ${read}`];
}
