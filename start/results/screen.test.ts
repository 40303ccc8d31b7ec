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
  expect(resultsScreen(await halfway(), '22 November 2026', aLook({ columns: 60 })).join('\n')).toMatchInlineSnapshot(`
    "Kafka Fundamentals: what you can do now     22 November 2026

      Exercises  ■■··········  12 of 58 checks pass
      Quiz       ■■■■■■······  1 of 2 questions right when asked
                               last

    Kafka concepts
      ○ Use the words topic, partition, offset, replica, group,
        position and committed offset as Kafka does
      ○ Say what reading, committing, retention and compaction
        do to a log, and what they leave alone
      ○ Tell what Kafka promises from what a setting decides and
        from what nobody promises

    Partition assignment
      ✓ Say which partition a record with a key goes to
      ✓ Say what happens to keys when a topic grows

    Consumer groups
      ○ Work out which member of a group owns which partition
      ○ Say what happens to a group when members come, go or
        fall silent
      ○ Say which commits a group takes, and what outlives a
        rebalance

    Offset management
      ◐ Say which offset a consumer commits, 4 of 11 checks
      ◐ Work out where a consumer begins, and how far its group
        is behind, 4 of 11 checks
      ◐ Say what a crash loses and what it repeats, 4 of 11
        checks

    Message ordering
      ○ Say which two records Kafka puts in an order, and which
        it does not
      ○ Decide whether a consumer can have seen what it says it
        saw
      ○ Find where retries, threads and side topics break an
        order, and where they only repeat

    Architecture design
      ○ Choose keys, partitions and replicas from what is
        required
      ○ Say what each guarantee costs, and which setting buys it
      ○ Read the evidence of a cluster under faults, and find
        the setting behind it

    What Kafka is made of
      ◐ Say what a Kafka cluster is made of and who does what in
        it, quiz 1 of 2

    Worth another look
      npm run grade 1  Kafka concepts
      npm run grade 3  Consumer groups
      npm run grade 4  Offset management
      npm run grade 5  Message ordering
      npm run grade 6  Architecture design
      npm run review   1 question missed"
  `);
});

test('the same for a screen reader', async () => {
  const lines = resultsScreen(await halfway(), '22 November 2026', aLook({ plain: true }));
  expect(lines.slice(0, 8).join('\n')).toMatchInlineSnapshot(`
    "Kafka Fundamentals: what you can do now, 22 November 2026.

    Exercises: 12 of 58 checks pass.
    Quiz: 1 of 2 questions right when asked last.

    Kafka concepts:
    Not yet: Use the words topic, partition, offset, replica, group, position and
    committed offset as Kafka does."
  `);
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
