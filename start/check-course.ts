import { lookFor, lookOptions, runProgram, wrap } from '#terminal';
import { readCommandLine } from '../grader/command-line.ts';
import { courseFolder, exercises, UsageError } from '../grader/course.ts';
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

const HELP = `npm run check-course             proves the course's content, and says what to mend and where
npm run check-course -- --seeds 100   tries the solutions on so many fresh seeds (3 unless said otherwise)

It demands that starters fail every core check and solutions pass them all, that each misconception is caught and called by
its name, that each check can be failed, that tasks have their hints and fit a screen, links lead somewhere, times add up,
and that the quiz is sound. It exits with 0 when it finds nothing, and with 2 otherwise.
`;

runProgram(async () => {
  const options = { ...lookOptions, seeds: { type: 'string', default: '3' }, help: { type: 'boolean' } } as const;
  const { values: flags } = readCommandLine(options, 'check-course');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { width } = lookFor(flags);
  const findings = await proveExercises(seedsFrom(flags.seeds));
  const quiz = loadCourse(courseFolder);
  const hasQuizErrors = quiz.problems.some(({ level }) => level === 'error');
  const lines = findings.flatMap((finding) => wrap(showFinding(finding), width, { rest: '    ' }));
  const questions = quiz.problems.length === 0 ? [] : [report(quiz.problems, quiz.files)];
  const isSound = findings.length === 0 && !hasQuizErrors;
  const summary = isSound
    ? `The course is sound: ${await inventory(quiz.course.banks.flatMap((bank) => bank.questions).length)}.`
    : `${counted(findings.length, 'thing')} to mend in the exercises.`;
  process.stdout.write(`${[...lines, ...questions, summary].join('\n')}\n`);
  return isSound ? 0 : 2;
});

async function proveExercises(seeds: readonly number[]): Promise<Finding[]> {
  const sandbox = openSandbox();
  const load: Load = (exercise, work, given) => loadProgram(sandbox, exercise, work, given);
  const findings = [...proveStrays(), ...proveTogether(), ...proveLinks()];
  for (const exercise of exercises) {
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
  return findings;
}

/** The usual seed, at which every misconception has to be named, and fresh ones. */
function seedsFrom(text: string): number[] {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > 100_000)
    throw new UsageError(`--seeds takes a whole number, such as --seeds 100; "${text}" is none.`);
  return [42, ...Array.from({ length: count }, () => Math.floor(Math.random() * 2 ** 31))];
}

async function inventory(questionCount: number): Promise<string> {
  const parts = (await Promise.all(exercises.map((exercise) => exercise.checks()))).flat();
  const misconceptions = await Promise.all(
    exercises.map(async (exercise) => Object.keys(await exercise.misconceptions())),
  );
  const checks = parts.flatMap((part) => part.checks);
  return [
    counted(exercises.length, 'exercise'),
    counted(checks.length, 'check'),
    counted(misconceptions.flat().length, 'misconception'),
    counted(questionCount, 'question'),
  ].join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
