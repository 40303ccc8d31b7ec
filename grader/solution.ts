import { readFileSync } from 'node:fs';
import { lookFor, lookOptions, runProgram, wrap } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { courseFile, numberOf, selectPart, solutionText } from './course.ts';
import { hasSeenAllHints, readHints } from './hints.ts';
import { progressFile } from './progress.ts';

const HELP = `npm run solution 2     the solution of exercise 2, once you have passed it or seen all its hints
`;

runProgram(async () => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'solution');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { width } = lookFor(flags);
  const { exercise } = selectPart(positionals[0] ?? '');
  const remembered = progressFile.read().content.exercises[exercise.id] ?? {};
  const hints = readHints(readFileSync(courseFile(exercise, 'README.md'), 'utf8'));
  const parts = (await exercise.checks()).filter(({ stretch }) => !stretch).map(({ part }) => part);
  if (remembered.passedAt !== undefined || hasSeenAllHints(hints, remembered, parts)) {
    process.stdout.write(solutionText(exercise));
    return 0;
  }
  const number = numberOf(exercise);
  const left = parts.filter((part) => !hasSeenAllHints(hints, remembered, [part]));
  const refusal = `The solution is yours once exercise ${number} passes, or once you have seen all hints. Left are hints for part ${left.join(', ')}: npm run hint ${number}`;
  process.stdout.write(`${wrap(refusal, width).join('\n')}\n`);
  return 1;
});
