import { readFileSync } from 'node:fs';
import { lookFor, lookOptions, runProgram, wrap } from '#terminal';
import { readCommandLine } from './command-line.ts';
import { courseFile, selectPart } from './course.ts';
import { nextHint, readHints } from './hints.ts';
import { progressFile, remember } from './progress.ts';

const HELP = `npm run hint 2       the next hint of exercise 2, for the part you are at
npm run hint 2.B     the next hint for its part B
`;

runProgram(() => {
  const { values: flags, positionals } = readCommandLine({ ...lookOptions, help: { type: 'boolean' } }, 'hint');
  if (flags.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { width, style } = lookFor(flags);
  const { exercise, part } = selectPart(positionals[0] ?? '');
  const hints = readHints(readFileSync(courseFile(exercise, 'README.md'), 'utf8'));
  const hint = nextHint(exercise, hints, progressFile.read().content.exercises[exercise.id] ?? {}, part);
  remember(exercise.id, (before) => ({ ...before, hints: { ...before.hints, [hint.part]: hint.number } }));
  const lines = [
    style.heading(`Part ${hint.part}, hint ${hint.number} of ${hint.of}`),
    ...wrap(hint.text, width, { first: '    ', rest: '    ' }),
    '',
    ...wrap(hint.after, width),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});
