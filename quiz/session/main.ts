import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Interrupted, type Look, lookFor, lookOptions, openUi } from '#terminal';
import type { Course } from '../bank/bank.ts';
import { courseRoot } from '../course-root.ts';
import { gradeAnswers } from './answers-file.ts';
import { UsageError } from './choose.ts';
import type { Drawn } from './draw.ts';
import { jsonReport } from './json-report.ts';
import { afterAnswer } from './leitner.ts';
import { type Progress, ProgressFile } from './progress.ts';
import { runQuiz } from './run-quiz.ts';
import { type Answered, summaryScreen } from './screens.ts';

/** What a program chooses its questions by. */
export interface Choice {
  readonly names: readonly string[];
  readonly all: boolean;
  readonly progress: Progress;
  readonly seed: number;
}

/** One of the two programs that ask questions. */
export interface Program {
  readonly course: Course;
  readonly help: string;
  choose(choice: Choice): readonly Drawn[];
  /** What to say when there is nothing to ask. */
  whenNone?(progress: Progress): string;
}

/** Runs a program from the command line and sets the exit code of the process. */
export async function main(program: Program): Promise<void> {
  try {
    process.exitCode = await run(program);
  } catch (error) {
    if (error instanceof UsageError || isParseError(error)) {
      // Node goes on about arguments that begin with a dash; what is wrong is in its first sentence.
      console.error((error as Error).message.replace(/\. To specify a positional argument.*/s, '.'));
      console.error('npm run quiz -- --help shows what there is.');
      process.exitCode = 2;
    } else {
      console.error(error instanceof Error ? error.stack : error);
      console.error('This is a mistake in the quiz, not yours. Please report it with the lines above.');
      process.exitCode = 3;
    }
  }
}

const isParseError = (error: unknown) => String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

async function run(program: Program): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...lookOptions,
      all: { type: 'boolean' },
      answers: { type: 'string' },
      json: { type: 'boolean' },
      seed: { type: 'string' },
      watch: { type: 'string' },
      ci: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(program.help);
    return 0;
  }
  const look = lookFor(values);
  const seed = readSeed(values.seed);
  const all = values.all ?? false;
  if (values.watch !== undefined) return watchByName(values.watch, look);
  if (values.answers !== undefined)
    return gradeFile(program, values.answers, { names: positionals, all, seed, json: values.json ?? false }, look);
  if (values.json) throw new UsageError('--json reports on a file of answers: add --answers FILE');
  return askQuestions(program, { names: positionals, all, seed }, look, values.ci ?? false);
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`--seed is a whole number, not "${text}"`);
}

/** `KF_PROGRESS` names another folder than the course's own, for machines that are shared. */
function progressFile(): ProgressFile {
  const { KF_PROGRESS } = process.env;
  return new ProgressFile(KF_PROGRESS || join(courseRoot, '.progress'));
}

async function askQuestions(
  program: Program,
  wants: { readonly names: readonly string[]; readonly all: boolean; readonly seed: number | undefined },
  look: Look,
  ci: boolean,
): Promise<number> {
  const file = progressFile();
  const { progress: kept, setAside } = file.read();
  if (setAside !== undefined)
    console.error(`Your progress could not be read. It was set aside as ${setAside}; a new one is begun.`);
  // A seed of one's own asks the same again, whatever was asked before; only a review needs to know what that was.
  const fixed = wants.seed !== undefined && program.whenNone === undefined;
  const progress = fixed ? { ...kept, questions: {} } : kept;
  const seed = wants.seed ?? kept.seed;
  const questions = program.choose({ ...wants, progress, seed });
  if (questions.length === 0) {
    console.log(program.whenNone?.(kept) ?? 'There are no questions.');
    return 0;
  }
  process.on('SIGINT', leaveSoon);
  const { answered, interrupted } = await runQuiz({
    course: program.course,
    questions,
    progress,
    seed,
    look,
    openUi: () => openUi(look),
    print: (...lines) => process.stdout.write(lines.map((line) => `${line}\n`).join('')),
    remember: remembering(file, kept.seed),
    watch: async (ui, scenario) => {
      const { watchScenario } = await import('../scenarios/watch.ts');
      const keys = [
        { key: 'enter', does: 'next step' },
        { key: 'q', does: 'back to the quiz' },
      ] as const;
      await watchScenario(scenario, {
        look: ui.look,
        print: (...lines) => ui.print(...lines),
        next: async () => (await ui.keys(keys)) !== 'q',
      });
    },
  });
  if (interrupted !== undefined) return leave(interrupted);
  return exitCode(answered, questions.length, look.interactive && !ci);
}

/** Ctrl-C while a question waits ends it in order; at any other moment there is nobody to do so, and nothing to save. */
function leaveSoon(): void {
  setTimeout(() => process.exit(130), 300).unref();
}

/** Progress that cannot be written is said once and does not stop the quiz. */
function remembering(file: ProgressFile, seed: number): (id: string, isRight: boolean) => void {
  let failed = false;
  return (id, isRight) => {
    if (failed) return;
    try {
      file.remember(id, (before) => afterAnswer(before, isRight, new Date()), seed);
    } catch (error) {
      failed = true;
      console.error(
        `Progress cannot be written to ${file.path} (${(error as Error).message}); the quiz goes on without.`,
      );
    }
  };
}

function leave(interrupted: Interrupted): number {
  console.error(interrupted.message);
  console.error('Every answer is kept; npm run quiz goes on from here.');
  return interrupted.exitCode;
}

function exitCode(answered: readonly Answered[], asked: number, isTerminal: boolean): number {
  const isPerfect = answered.length === asked && answered.every(({ verdict }) => verdict.right);
  return isPerfect || isTerminal ? 0 : 1;
}

function gradeFile(
  program: Program,
  path: string,
  wants: {
    readonly names: readonly string[];
    readonly all: boolean;
    readonly seed: number | undefined;
    readonly json: boolean;
  },
  look: Look,
): number {
  const seed = wants.seed ?? 0;
  const progress: Progress = { schema: 1, seed, questions: {} };
  const isAsked = wants.all || wants.names.length > 0;
  const asked = isAsked ? program.choose({ ...wants, progress, seed }) : undefined;
  const { answered, missing } = gradeAnswers(program.course, asked, { path, text: readAnswersFile(path) }, seed);
  if (wants.json) console.log(JSON.stringify(jsonReport(program.course, answered, missing, seed), null, 2));
  else printGrades(program.course, answered, missing, look);
  return missing.length === 0 && answered.every(({ verdict }) => verdict.right) ? 0 : 1;
}

function readAnswersFile(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`The answers cannot be read: ${(error as Error).message}`);
  }
}

function printGrades(course: Course, answered: readonly Answered[], missing: readonly Drawn[], look: Look): void {
  const { glyph } = look;
  for (const { question, verdict } of answered) {
    console.log(
      `${verdict.right ? `${glyph.passed} right` : `${glyph.disproved} wrong`}  ${question.id}: ${verdict.answer}`,
    );
    if (!verdict.right) console.log(`         it is ${verdict.expected}`);
  }
  for (const { question } of missing) console.log(`${glyph.notStarted} not answered  ${question.id}`);
  console.log(summaryScreen(answered, course, look, false).join('\n'));
}

async function watchByName(name: string, look: Look): Promise<number> {
  const { watchScenario } = await import('../scenarios/watch.ts');
  await watchScenario(name, { look, print: (...lines) => console.log(lines.join('\n')) });
  return 0;
}
