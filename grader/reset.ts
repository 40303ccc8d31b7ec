import { lookFor, lookOptions, openUi, runProgram, wrap } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { numberOf, selectPart, UsageError } from './course.ts';
import { Desk } from './desk.ts';
import { startOver } from './start-over.ts';

const HELP = `npm run reset 2              start exercise 2 over; your file is kept under another name, which is printed
npm run reset 2 -- --yes     the same without the question
`;

runProgram(async () => {
  const options = { ...lookOptions, yes: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values: flags, positionals } = readCommandLine(options, 'reset');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { exercise } = selectPart(positionals[0] ?? '');
  const look = lookFor(flags);
  if (!flags.yes) {
    if (!look.interactive)
      throw new UsageError(`To reset without being asked: npm run reset ${numberOf(exercise)} -- --yes`);
    const ui = await openUi(look);
    const what = `This puts exercises/${exercise.id}/exercise.ts back to how it came. Your version is kept.`;
    ui.print(...wrap(what, look.width));
    const isSure = await ui.confirm({ prompt: 'Reset' });
    ui.close();
    if (!isSure) return 0;
  }
  const backup = startOver(exercise, new Desk());
  const done = `Exercise ${numberOf(exercise)} is as it came.`;
  // The path stays whole, to be copied.
  process.stdout.write(backup === null ? `${done}\n` : `${done} Yours is kept in\n${backup}\n`);
  return 0;
});
