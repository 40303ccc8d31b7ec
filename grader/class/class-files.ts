import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../course.ts';
import { classPage } from './class-page.ts';
import { classText } from './class-text.ts';
import { gradebook } from './gradebook.ts';
import { holdOut } from './hold.ts';
import { type ClassPicture, PictureMaker } from './picture.ts';
import { filesOf, folders, type Rules, readResult } from './result.ts';
import type { Shard, Student } from './students.ts';
import { prepareFolder, writeWhole } from './whole-file.ts';

/** What `class.json` holds: written last, so that its presence says that the rest is whole. */
export interface ClassRecord {
  readonly schema: 1;
  readonly rules: Rules;
  /** Which part of the class this is; absent when it is all of it. */
  readonly shard?: Shard;
  /** All of the class, in order, whatever part of it this is. */
  readonly students: readonly Student[];
}

/** Makes the folders of a class's output, ours until this process ends. Throws UsageError when they cannot be had. */
export function prepareOut(out: string, { format }: Rules): void {
  prepareFolder(out);
  holdOut(out);
  const needed = [folders.results, folders.feedback, ...(format === undefined ? [] : [folders.reports])];
  for (const folder of needed) prepareFolder(join(out, folder));
  rmSync(join(out, 'class.json'), { force: true });
}

/** Writes what is said of these students together, from their results alone, and answers it. */
export function writeClass(out: string, record: ClassRecord, students: readonly Student[]): ClassPicture {
  const maker = new PictureMaker(record.rules);
  for (const student of students) {
    const { result: path } = filesOf(out, student, undefined);
    const result = readResult(path);
    if (result === null) throw new UsageError(`${path} is damaged. Grade that class again with --resume.`);
    maker.add(result, student.file);
  }
  const picture = maker.picture();
  writeWhole(join(out, 'gradebook.csv'), gradebook(picture.exercises));
  writeWhole(join(out, 'class.md'), classText(picture));
  writeWhole(join(out, 'class.html'), classPage(picture));
  writeWhole(join(out, 'class.json'), `${JSON.stringify(record, null, 2)}\n`);
  return picture;
}

/**
 * Puts the outputs of several shards together in `out`: the same, to the byte, as if the class had been graded in one run. Throws
 * UsageError when they are not parts of one class, or not all of it.
 */
export function mergeClass(parts: readonly string[], out: string): { record: ClassRecord; picture: ClassPicture } {
  const records = parts.map(readRecord);
  const [first] = records;
  if (first === undefined)
    throw new UsageError('Which outputs? Type them after --merge: npm run grade-class -- --merge OUT1 OUT2 --out OUT');
  for (const [at, record] of records.entries()) requireSame(parts[0]!, first, parts[at]!, record);
  if (parts.some((part) => resolve(part) === resolve(out)))
    throw new UsageError(`${out} is one of the outputs to be merged. Type another folder after --out.`);
  const { shard: _, ...record } = first;
  const sources = record.students.map((student) => [student, sourceOf(student, parts, records)] as const);
  prepareOut(out, record.rules);
  for (const [student, source] of sources) copy(student, source, out, record.rules.format);
  return { record, picture: writeClass(out, record, record.students) };
}

function readRecord(folder: string): ClassRecord {
  const record = recordIn(folder);
  if (record?.schema === 1 && Array.isArray(record.students)) return record;
  throw new UsageError(
    `${folder} holds no finished class: it has no class.json, or not a whole one. Grade it to the end first, with --resume if it was interrupted.`,
  );
}

function recordIn(folder: string): ClassRecord | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'class.json'), 'utf8')) as ClassRecord | null;
  } catch {
    return null;
  }
}

function requireSame(folderA: string, a: ClassRecord, folderB: string, b: ClassRecord): void {
  const what = [
    ['checks', (record: ClassRecord) => record.rules.course.digest],
    ['seeds', (record: ClassRecord) => record.rules.seed],
    ['versions of Node', (record: ClassRecord) => record.rules.node],
    ['kinds of isolation', (record: ClassRecord) => JSON.stringify(record.rules.isolation)],
    ['formats', (record: ClassRecord) => record.rules.format],
    ['students', (record: ClassRecord) => JSON.stringify(record.students)],
    ['numbers of shards', (record: ClassRecord) => record.shard?.count],
  ] as const;
  const different = what.filter(([, of]) => of(a) !== of(b)).map(([name]) => name);
  if (different.length === 0) return;
  throw new UsageError(
    `${folderA} and ${folderB} are no parts of one class: they have different ${different.join(' and ')}. Grade all shards alike, then merge them.`,
  );
}

function sourceOf(student: Student, parts: readonly string[], records: readonly ClassRecord[]): string {
  const at = records.findIndex((record) => isIn(student, record));
  if (at !== -1) return parts[at]!;
  const missing = records[0]?.shard?.count;
  const shards = new Set(records.map(({ shard }) => shard?.index));
  const absent = Array.from({ length: missing ?? 0 }, (_, index) => index + 1).filter((index) => !shards.has(index));
  throw new UsageError(
    `"${student.name}" is in none of these outputs; the class is not complete without shard ${absent.map((index) => `${index}/${missing}`).join(', ')}.`,
  );
}

function isIn({ name }: Student, { students, shard }: ClassRecord): boolean {
  const at = students.findIndex((student) => student.name === name);
  return shard === undefined || at % shard.count === shard.index - 1;
}

function copy(student: Student, from: string, to: string, format: string | undefined): void {
  const [source, target] = [filesOf(from, student, format), filesOf(to, student, format)];
  for (const kind of ['report', 'feedback', 'result'] as const) {
    const [path, copied] = [source[kind], target[kind]];
    if (path === undefined || copied === undefined) continue;
    if (!existsSync(path)) throw new UsageError(`${path} is missing. Grade ${from} again with --resume, then merge.`);
    writeWhole(copied, readFileSync(path));
  }
}
