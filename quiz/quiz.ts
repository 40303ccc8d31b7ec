import course from 'course:quiz';
import { chooseByName, UsageError } from './session/choose.ts';
import { allQuestions, drawBalanced } from './session/draw.ts';
import { type Choice, main } from './session/main.ts';

const SHORT_QUIZ = 10;

const help = `npm run quiz            ten questions, five minutes
npm run quiz NAME       all questions of a bank, a goal or a tag, or one by its id
npm run quiz -- --all   every question there is
npm run review          what was missed, with other numbers

After two dashes (npm keeps flags for itself without them):
  --all            every question
  --plain          line by line, for screen readers and pipes
  --answers FILE   grades a file of answers such as "what-kafka-stores: b";
                   - is standard input
  --json           with --answers: one JSON document
  --seed N         the same questions, numbers and order each time;
                   0 is that of quiz/QUIZ.md
  --watch NAME     plays a scenario against the reference model
  --ascii          no signs beyond ASCII
  --no-color       no colours

Progress is kept in .progress/quiz.json, or in the folder that KF_PROGRESS names.
It is safe to delete.

Banks:
${course.banks.map((bank) => `  ${bank.name.padEnd(15)}  ${bank.title}`).join('\n')}

Exit code, not in a terminal: 0 all right, 1 something was wrong,
2 wrong words or no more input, 130 Ctrl-C.`;

function choose({ names, all, progress, seed }: Choice) {
  if (names.length > 1) throw new UsageError(`One name at a time, not ${names.length}: ${names.join(' ')}`);
  if (names[0] !== undefined) return chooseByName(course, names[0]);
  return all ? allQuestions(course.banks) : drawBalanced(course.banks, SHORT_QUIZ, progress, seed);
}

await main({ course, help, choose });
