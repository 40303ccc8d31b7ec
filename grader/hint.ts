import { lookFor, lookOptions, runProgram } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { selectPart } from './course.ts';
import { Desk } from './desk.ts';
import { giveHint } from './hint-of.ts';

const HELP = `npm run hint 2       the next hint of exercise 2, for the part you are at
npm run hint 2.B     the next hint for its part B
`;

runProgram(() => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'hint');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { exercise, part } = selectPart(positionals[0] ?? '');
  process.stdout.write(`${giveHint(exercise, new Desk(), lookFor(flags), { part }).join('\n')}\n`);
  return 0;
});
