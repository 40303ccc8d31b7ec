import { lookFor, lookOptions, runProgram } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { exercises, selectPart } from './course.ts';
import { Desk } from './desk.ts';
import { giveHint } from './hint-of.ts';
import { nextOf, standingsAt } from './standing.ts';

const HELP = `npm run hint         the next hint of the exercise you are at
npm run hint 2       the next hint of exercise 2, for the part you are at
npm run hint 2.B     the next hint for its part B
`;

runProgram(() => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'hint');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [word] = positionals;
  const desk = new Desk();
  const next = nextOf(standingsAt(desk, exercises))?.exercise;
  const { exercise, part } = word === undefined && next ? { exercise: next } : selectPart(word ?? '');
  process.stdout.write(`${giveHint(exercise, desk, lookFor(flags), { part }).join('\n')}\n`);
  return 0;
});
