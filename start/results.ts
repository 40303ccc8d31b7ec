// npm run results: what a student can do by now. It lies here because it is the one place where exercises and quiz meet.

import quiz from 'course:quiz';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookFor, lookOptions, runProgram, wrap } from '#terminal';
import { readCommandLine } from '../grader/command-line.ts';
import { exercises } from '../grader/course.ts';
import { Desk } from '../grader/desk.ts';
import { standingsAt } from '../grader/standing.ts';
import { ProgressFile } from '../quiz/session/progress.ts';
import { learnedSoFar } from './results/learned.ts';
import { resultsPage, resultsScreen } from './results/screen.ts';

const HELP = `npm run results     what you can do now, by exercises and quiz; also written to my-results.md, to be handed in
`;

runProgram(async () => {
  const { values: flags } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'results');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const look = lookFor(flags);
  const desk = new Desk();
  const { questions } = new ProgressFile(desk.progressFolder).read().progress;
  const learned = await learnedSoFar(standingsAt(desk, exercises), quiz, questions);
  const date = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const written = writePage(join(desk.folder, 'my-results.md'), resultsPage(learned, date));
  const lines = [...resultsScreen(learned, date, look), '', ...wrap(written, look.width)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});

/** Writes the page, and says so; a folder that cannot be written to is no reason to show nothing. */
function writePage(path: string, page: string): string {
  try {
    writeFileSync(path, page);
    return 'Written to my-results.md: it has no personal data and can be handed in.';
  } catch (error) {
    return `my-results.md could not be written: ${(error as Error).message}`;
  }
}
