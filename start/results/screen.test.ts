import quiz from 'course:quiz';
import { expect, test } from 'vitest';
import { exercises, solutionText } from '../../grader/course.ts';
import { standingsAt } from '../../grader/standing.ts';
import { aDesk, exercise, hand } from '../../grader/testing/a-desk.ts';
import { aLook, faultsOf } from '../../grader/testing/screens.ts';
import { learnedSoFar } from './learned.ts';
import { resultsPage, resultsScreen } from './screen.ts';

const at = '2026-11-22T10:00:00.000Z';

/** Exercise 2 done, 4 of 11 checks of exercise 4, one question right and one missed. */
async function halfway() {
  const desk = aDesk();
  for (const number of [2, 4]) hand(desk, exercise(number), solutionText(exercise(number)));
  const digest = (number: number) => desk.digestOf(exercise(number))!;
  desk.remember(exercise(2), () => ({ outcome: 'passed', passed: 8, checks: 8, digest: digest(2), passedAt: at }));
  desk.remember(exercise(4), () => ({ outcome: 'failed', passed: 4, checks: 11, digest: digest(4) }));
  const [first, second] = quiz.banks[0]!.questions;
  const questions = {
    [first!.id]: { box: 2, attempts: 1, right: 1, last: at },
    [second!.id]: { box: 1, attempts: 1, right: 0, last: at },
  };
  return learnedSoFar(standingsAt(desk, exercises), quiz, questions);
}

test('what a student can do so far, at 60 columns', async () => {
  const shown = resultsScreen(await halfway(), '22 November 2026', aLook({ columns: 60 })).join('\n');
  expect(shown).toMatch(
    /^Kafka Fundamentals: what you can do now {5}22 November 2026\n\n {2}Exercises {2}■+·+ {2}12 of \d+ checks pass\n {2}Quiz {7}■{6}·{6} {2}1 of 2 questions right when asked\n/,
  );
  expect(shown).toMatch(/\n {2}✓ Say which partition a record with a key goes to\n/);
  expect(shown).toMatch(/\n {2}◐ Say which offset a consumer commits, 4 of 11 checks\n/);
  expect(shown).toMatch(
    /\nWorth another look\n {2}npm run grade 1 {2}Kafka concepts\n[\s\S]*\n {2}npm run review {3}1 question missed$/,
  );
});

test('the same for a screen reader', async () => {
  const shown = resultsScreen(await halfway(), '22 November 2026', aLook({ plain: true })).join('\n');
  expect(shown).toMatch(
    /^Kafka Fundamentals: what you can do now, 22 November 2026\.\n\nExercises: 12 of \d+ checks pass\.\n/,
  );
  expect(shown).toMatch(/\nReached: Say which partition a record with a key goes to\.\n/);
  expect(shown).toMatch(/\nPartly: Say which offset a consumer commits, 4 of 11 checks\.\n/);
  expect(shown).not.toMatch(/[✓◐○■]/);
});

test('it is whole in every kind of terminal', async () => {
  const learned = await halfway();
  expect(faultsOf((look) => resultsScreen(learned, '22 November 2026', look))).toEqual([]);
});

test('the page to hand in says the same, and nothing of whose it is', async () => {
  const page = resultsPage(await halfway(), '22 November 2026');
  expect(page).toContain('- Quiz: 1 of 2 questions right when asked last');
  expect(page).toContain('- [x] Say which partition a record with a key goes to');
  expect(page).not.toContain(process.cwd());
});
