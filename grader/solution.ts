import { lookFor, lookOptions, runProgram, wrap } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { numberOf, selectPart } from './course.ts';
import { Desk } from './desk.ts';
import { earnedSolution } from './solution-of.ts';

const HELP = `npm run solution 2     the solution of exercise 2, once you have passed it or seen all its hints
`;

runProgram(async () => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'solution');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { exercise } = selectPart(positionals[0] ?? '');
  const solution = await earnedSolution(exercise, new Desk());
  if ('text' in solution) {
    process.stdout.write(solution.text);
    return 0;
  }
  const next = `The next hint: npm run hint ${numberOf(exercise)}`;
  process.stdout.write(`${wrap(`${solution.refusal}\n${next}`, lookFor(flags).width).join('\n')}\n`);
  return 1;
});
