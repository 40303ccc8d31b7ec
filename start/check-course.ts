import { lookFor, lookOptions, runProgram, statusLine, wrap } from '#terminal';
import { readCommandLine } from '../grader/command-line.ts';
import { courseFolder, type Exercise, exercises, select, UsageError } from '../grader/course.ts';
import type { Load } from '../grader/grade-exercise.ts';
import { proveClaims } from '../grader/proof/claims.ts';
import { loadContent, proveStrays, proveWords } from '../grader/proof/content.ts';
import { proveFiles, proveTogether } from '../grader/proof/files.ts';
import { type Finding, showFinding } from '../grader/proof/finding.ts';
import { openSandbox } from '../grader/sandbox/sandbox.ts';
import { loadProgram } from '../grader/student-program.ts';
import { report } from '../quiz/bank/problem.ts';
import { loadCourse } from '../quiz/load-course.ts';
import { proveLinks, proveReading } from './links.ts';

const HELP = `npm run check-course                  proves the course's content, and says what to mend and where
npm run check-course 7                proves one exercise, or those that are named, and leaves the quiz out
npm run check-course -- --seeds 100   tries the solutions on so many fresh seeds (3 unless said otherwise)

It demands that starters fail every core check and solutions pass them all, that each misconception is caught and called by
its name, that each check can be failed, that tasks have their hints and fit a screen, links lead somewhere, times add up,
and that the quiz is sound. It exits with 0 when it finds nothing, and with 2 otherwise.
`;

runProgram(async () => {
  const options = { ...lookOptions, seeds: { type: 'string', default: '3' }, help: { type: 'boolean' } } as const;
  const { values: flags, positionals } = readCommandLine(options, 'check-course');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const look = lookFor(flags);
  const seeds = seedsFrom(flags.seeds);
  const chosen = positionals.length > 0 ? positionals.map((word) => select(word).exercise) : exercises;
  const status = process.stderr.isTTY ? statusLine(process.stderr, look) : () => {};
  const findings = await proveExercises(chosen, seeds, status);
  const quiz = positionals.length > 0 ? null : loadCourse(courseFolder);
  const problems = quiz?.problems ?? [];
  const lines = findings.flatMap((finding) => wrap(showFinding(finding), look.width, { rest: '    ' }));
  const questions = quiz === null || problems.length === 0 ? [] : [report(problems, quiz.files)];
  const isSound = findings.length === 0 && !problems.some(({ level }) => level === 'error');
  const summary = isSound
    ? `${quiz === null ? 'That' : 'The course'} is sound: ${await inventory(chosen, quiz)}.`
    : `${counted(findings.length, 'thing')} to mend in the exercises.`;
  process.stdout.write(`${[...lines, ...questions, summary].join('\n')}\n`);
  return isSound ? 0 : 2;
});

async function proveExercises(
  chosen: readonly Exercise[],
  seeds: readonly number[],
  status: (line: string) => void,
): Promise<Finding[]> {
  const sandbox = openSandbox();
  const load: Load = (exercise, work, given) => loadProgram(sandbox, exercise, work, given);
  const findings = [...proveStrays(), ...proveTogether(), ...proveLinks()];
  for (const exercise of chosen) {
    status(`Proving ${exercise.id}: starter, solution, misconceptions`);
    const content = await loadContent(exercise);
    if (!('parts' in content)) {
      findings.push(...content);
      continue;
    }
    const inFiles = proveFiles(exercise, content.parts);
    findings.push(...inFiles, ...proveWords(exercise, content), ...(await proveReading(exercise)));
    // Without its files an exercise cannot be graded, and every further finding would be the same one again.
    if (!inFiles.some(({ sentence }) => sentence.startsWith('is not there'))) {
      findings.push(...(await proveClaims(exercise, load, seeds)));
    }
  }
  sandbox.close();
  status('');
  return findings;
}

/** The usual seed, at which every misconception has to be named, and fresh ones. */
function seedsFrom(text: string): number[] {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > 100_000)
    throw new UsageError(`--seeds takes a whole number, such as --seeds 100; "${text}" is none.`);
  return [42, ...Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 31))];
}

async function inventory(chosen: readonly Exercise[], quiz: ReturnType<typeof loadCourse> | null): Promise<string> {
  const parts = (await Promise.all(chosen.map((exercise) => exercise.checks()))).flat();
  const misconceptions = await Promise.all(
    chosen.map(async (exercise) => Object.keys(await exercise.misconceptions())),
  );
  const questions = quiz?.course.banks.flatMap((bank) => bank.questions);
  const checks = parts.flatMap((part) => part.checks);
  return [
    counted(chosen.length, 'exercise'),
    counted(checks.length, 'check'),
    counted(misconceptions.flat().length, 'misconception'),
    ...(questions ? [counted(questions.length, 'question')] : []),
  ].join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
