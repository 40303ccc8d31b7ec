import course from 'course:quiz';
import { UsageError } from './session/choose.ts';
import { chooseDue, whenNextDue } from './session/due.ts';
import { type Choice, main } from './session/main.ts';

const help = `npm run review             what was missed, with other numbers;
                           what you know comes back later
npm run review -- --all    everything that was ever asked, due or not

--plain, --seed N, --ascii and --no-color are those of npm run quiz.`;

function choose({ names, all, progress }: Choice) {
  if (names.length > 0) throw new UsageError(`npm run review takes no name: npm run quiz ${names[0]}`);
  return chooseDue(course, progress, new Date(), all);
}

await main({ course, help, choose, whenNone: (progress) => whenNextDue(course, progress, new Date()) });
