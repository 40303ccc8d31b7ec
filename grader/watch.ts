import { lookFor, lookOptions, openUi, runProgram } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { exercises, selectPart } from './course.ts';
import { Desk } from './desk.ts';
import { nextOf, standingsAt } from './standing.ts';
import { WarmGrader } from './warm-grader.ts';
import { watchAtDesk } from './watching/watch-at-desk.ts';

const HELP = `npm run watch       grades again at each save, whichever exercise you save; q stops
npm run watch 2     stays with exercise 2
`;

runProgram(async () => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'watch');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [word] = positionals;
  const desk = new Desk();
  const exercise =
    word === undefined ? (nextOf(standingsAt(desk, exercises))?.exercise ?? exercises[0]!) : selectPart(word).exercise;
  const grader = new WarmGrader(desk);
  // With nobody left to read it, as after `| head`, there is nothing to watch for.
  process.stdout.on('error', () => process.exit(0));
  const ui = await openUi(lookFor(flags));
  ui.print('Save your file, and it is graded again.', `Yours  exercises/${exercise.id}/exercise.ts`);
  await watchAtDesk(exercise, { ui, desk, grader, follows: word === undefined });
  ui.close();
  grader.close();
  return 0;
});
