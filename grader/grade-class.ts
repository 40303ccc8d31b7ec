import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { bar, columns, type Look, lookFor, lookOptions, runProgram, safe, shorten, wrap } from '#terminal';
import { type ClassRecord, mergeClass, prepareOut, writeClass } from './class/class-files.ts';
import { outcomesOf, WHERE } from './class/class-text.ts';
import { lookAlikes } from './class/file-names.ts';
import type { Became } from './class/grade-student.ts';
import { isolationKinds, strictestIsolation, tellIsolation } from './class/isolation.ts';
import type { ClassPicture } from './class/picture.ts';
import { type Shard, type Student, shardOf, studentsIn } from './class/students.ts';
import { gradeAllStudents } from './class/workers.ts';
import { readCommandLine, readSeed } from './command-line.ts';
import { UsageError } from './course.ts';
import { formatNames, loadFormat } from './formats.ts';
import { courseNow, USUAL_SEED } from './run.ts';

const HELP = `npm run grade-class DIR -- --out OUT        grade a class: DIR has one sub-folder for each student
npm run grade-class -- --merge OUT1 OUT2 --out OUT    put the outputs of several shards together

A sub-folder is a clone of the course, or holds files such as 02-partition-assignment.ts; other files are ignored. The checks,
the weights and everything else that decides a verdict come from this copy of the course.

  --out OUT            gradebook.csv, results/, feedback/, class.md and class.html are written there
  --resume             keep the results in OUT that still hold: same files, same checks, same seed
  --seed N             other inputs than the usual ones, which students know
  --jobs N             students graded at once; as many as there are processors if absent
  --shard I/N          every Nth student from the Ith, for N machines that share a class
  --format F           also reports/STUDENT in ${formatNames.join(', ')}
  --require KIND       refuse to grade with less isolation than ${isolationKinds.join(', ')}
  --limit SECONDS      the longest one submission may take; 120 if absent
  --plain  --ascii  --no-color  --help

It exits with 0 when the class is graded, whatever the grades, with 2 when the command line is wrong, and with 3 when the
grader itself failed at somebody, whose result says so.
`;

const flagOptions = {
  ...lookOptions,
  out: { type: 'string' },
  merge: { type: 'boolean' },
  resume: { type: 'boolean' },
  seed: { type: 'string' },
  jobs: { type: 'string' },
  shard: { type: 'string' },
  format: { type: 'string' },
  require: { type: 'string' },
  limit: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Flags = ReturnType<typeof readFlags>['values'];

runProgram(async () => {
  const { values: flags, positionals } = readFlags();
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const look = lookFor(flags);
  if (flags.out === undefined)
    throw new UsageError('Where to? Type -- and then --out with a folder: npm run grade-class DIR -- --out graded');
  const out = resolve(flags.out);
  return flags.merge ? merge(positionals, out, flags, look) : grade(positionals, out, flags, look);
});

function readFlags() {
  return readCommandLine(flagOptions, 'grade-class');
}

function merge(parts: readonly string[], out: string, flags: Flags, look: Look): number {
  const more = (['resume', 'seed', 'jobs', 'shard', 'format', 'require'] as const).filter((name) => flags[name]);
  if (more.length > 0)
    throw new UsageError(
      `--merge takes no --${more.join(', no --')}: all of that is as it was when the parts were graded.`,
    );
  const { picture } = mergeClass(
    parts.map((part) => resolve(part)),
    out,
  );
  return conclude(picture, out, look);
}

async function grade(words: readonly string[], out: string, flags: Flags, look: Look): Promise<number> {
  const [word, ...others] = words;
  if (word === undefined || others.length > 0)
    throw new UsageError('Type one folder that holds the class: npm run grade-class DIR -- --out OUT');
  const folder = resolve(word);
  requireOutside(folder, out);
  const { students: class_, leftOut } = studentsIn(folder);
  const twins = lookAlikes(class_.map(({ name }) => name));
  const shard = readShard(flags.shard);
  const students = shard === undefined ? class_ : shardOf(class_, shard);
  const jobs = readCount('jobs', flags.jobs, availableParallelism());
  const limitMs = readCount('limit', flags.limit, 120) * 1000;
  if (flags.format !== undefined) await loadFormat(flags.format);
  const seed = readSeed(flags.seed) ?? USUAL_SEED;
  const { wrap: words_, ...isolation } = strictestIsolation(flags.require);
  process.stderr.write(`${wrap(tellIsolation(isolation), look.width).join('\n')}\n`);
  const rules = { course: courseNow(), seed, node: process.versions.node, isolation, format: flags.format };
  const record: ClassRecord = { schema: 1, rules, ...(shard && { shard }), students: class_ };
  prepareOut(out, rules);
  if (twins.length > 0) process.stderr.write(`${wrap(tellTwins(twins), look.width).join('\n')}\n`);
  if (leftOut.length > 0) process.stderr.write(`${wrap(tellLeftOut(leftOut), look.width).join('\n')}\n`);
  const progress = progressOf(students.length, look);
  process.once('SIGINT', () => {
    progress.clear();
    process.stderr.write('Stopped. The same command with --resume goes on from here.\n');
    process.exit(130);
  });
  const run = { rules, folder, out, resume: flags.resume ?? false, wrap: words_, limitMs };
  await gradeAllStudents(students, run, jobs, progress.done);
  progress.clear();
  return conclude(writeClass(out, record, students), out, look);
}

/** Says what came of it, in a screen; the files say the rest. */
function conclude(picture: ClassPicture, out: string, look: Look): number {
  const { students, exercises, alike } = picture;
  const rows = exercises.map((exercise) => {
    const { passed, failed, error, notStarted, mean } = outcomesOf(exercise);
    return [`${exercise.id.slice(0, 2)} ${exercise.title}`, ...[passed, failed, error, notStarted].map(String), mean];
  });
  const heads = ['', 'done', 'in part', 'broken', 'not started', 'mean'].map((head) => look.style.aside(head));
  const align = ['left', 'right', 'right', 'right', 'right', 'right'] as const;
  const faults = students.filter(({ outcomes }) => outcomes.includes('grader-error')).map(({ name }) => name);
  const empty = students.filter(({ isEmpty }) => isEmpty).map(({ name }) => name);
  const lines = [
    ...columns([heads, ...rows], { width: look.width, align }),
    '',
    ...(empty.length > 0 ? wrap(`Nothing to grade was found for ${someOf(empty)}. ${WHERE}`, look.width) : []),
    ...(alike.length > 0 ? [`Nearly the same, for you to look at: ${alike.length}, listed in class.md.`] : []),
    `${students.length === 1 ? '1 student' : `${students.length} students`}: ${safe(out)}${sep}gradebook.csv, class.html, feedback${sep}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (faults.length === 0) return 0;
  process.stderr.write(
    `The grader itself failed at ${safe(faults.join(', '))}; they are not to blame. Try again with --resume, and report what is above.\n`,
  );
  return 3;
}

/** A bar that fills as students are graded; where nobody watches it, a line at every tenth. */
function progressOf(total: number, look: Look) {
  const isWatched = process.stderr.isTTY && !look.plain;
  const step = Math.max(1, Math.ceil(total / 10));
  const count = { done: 0, kept: 0 };
  const clear = () => {
    if (isWatched) process.stderr.write('\r\x1b[K');
  };
  return {
    clear,
    done: (student: Student, became: Became) => {
      count.done++;
      if (became === 'kept') count.kept++;
      const kept = count.kept > 0 ? `, ${count.kept} kept` : '';
      if (isWatched) {
        const line = `${bar(count.done, total, 24, look)}${kept}  ${safe(student.name)}`;
        process.stderr.write(`\r\x1b[K${shorten(line, look.width - 1, look.glyph.ellipsis)}`);
      } else if (count.done % step === 0 || count.done === total) {
        process.stderr.write(`${count.done} of ${total} graded${kept}\n`);
      }
    },
  };
}

function tellLeftOut(names: readonly string[]): string {
  return `Left out, since each student is a folder of their own: ${someOf(names)}. Unpack what is packed, and copy what is linked to.`;
}

function tellTwins(names: readonly string[]): string {
  return `These names look the same, or nearly, and are graded as different students: ${someOf(names)}.`;
}

function someOf(names: readonly string[]): string {
  const more = names.length > 8 ? ` and ${names.length - 8} more` : '';
  return `${safe(names.slice(0, 8).join(', '))}${more}`;
}

function requireOutside(folder: string, out: string): void {
  const inside = relative(folder, out);
  if (inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) return;
  throw new UsageError(`--out has to be outside of ${folder}, or it would be taken for a student.`);
}

function readShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && 1 <= index && index <= count) return { index, count };
  throw new UsageError(`--shard takes a part and how many there are, such as --shard 1/4; "${text}" is none.`);
}

function readCount(flag: string, text: string | undefined, otherwise: number): number {
  const count = Number(text ?? otherwise);
  if (Number.isInteger(count) && count >= 1 && count < 100_000) return count;
  throw new UsageError(`--${flag} takes a whole number from 1, such as --${flag} ${otherwise}; "${text}" is none.`);
}
