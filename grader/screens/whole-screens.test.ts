import { expect, test } from 'vitest';
import type { CheckReport, ExerciseReport } from '../report.ts';
import { aLook } from '../testing/screens.ts';
import { exerciseReport } from './exercise-report.ts';
import { failingCheck, failingCheckAboveKeys } from './failing-check.ts';
import { watchScreen } from './watch-screen.ts';

// Screens as a student sees them, drawn from a report that no exercise of the course has to give.

const file = 'exercises/04-offset-management/exercise.ts';

const passed = (number: string, part: string, title: string): CheckReport => ({
  number,
  title,
  part,
  stretch: false,
  verdict: 'passed',
  points: 1,
  maxPoints: 1,
  inputs: 200,
  durationMs: 3,
});

const log = { logStartOffset: 0, logEndOffset: 8, records: [0, 3, 4, 7].map((offset) => ({ offset })) };

const failing: CheckReport = {
  ...passed('4.2', 'A', 'leaves the position behind the last record'),
  verdict: 'disproved',
  points: 0,
  counterexample: {
    call: `poll(${JSON.stringify(log)}, 1, 2)`,
    args: [log, 1, 2],
    actual: { records: [{ offset: 3 }, { offset: 4 }], position: 4 },
    expected: { records: [{ offset: 3 }, { offset: 4 }], position: 5 },
    picture: ({ unicode }) => [
      unicode ? '│0│···│3│4│···│7│' : '|0|...|3|4|...|7|',
      '          ^ yours 4',
      '            ^ Kafka 5',
    ],
  },
  misconception: {
    id: 'M4-22',
    belief: 'leaves the position on the last record it handed out; the position is the next one',
  },
  console: 'polling from 1\n',
  place: `${file}:9`,
  read: 'lesson.md#consumers-and-offsets',
  replay: '4.2@42:7:1',
};

const part = (letter: string, title: string) => ({
  part: letter,
  title,
  stretch: false,
  needs: ['poll'],
  attempted: true,
});

const report: ExerciseReport = {
  id: '04-offset-management',
  title: 'Offset management',
  teaches: ['Say which offset a consumer commits'],
  outcome: 'failed',
  score: 2,
  maxScore: 3,
  bonus: 0,
  maxBonus: 0,
  durationMs: 9,
  file,
  parts: [part('A', 'Poll and commit'), part('B', 'Where to begin')],
  checks: [
    passed('4.1', 'A', 'hands out the next records'),
    failing,
    {
      ...passed('4.3', 'B', 'goes on at the committed offset'),
      note: { message: 'Nearest to its limit: 8 of 10.' },
    },
  ],
};

test('a report at 80 columns', () => {
  expect(exerciseReport(report, aLook()).join('\n')).toMatchInlineSnapshot(`
    "Offset management  exercise 4                                      2 of 3 points

    A  Poll and commit
      ✓ hands out the next records, 200 inputs
      ✗ leaves the position behind the last record: not yet
    B  Where to begin
      ✓ goes on at the committed offset, 200 inputs
        Nearest to its limit: 8 of 10.

    ✗ 4.2 Your code leaves the position behind the last record: not yet

        poll(
          { logStartOffset: 0, logEndOffset: 8,
            records: [{ offset: 0 }, { offset: 3 }, { offset: 4 }, { offset: 7 }] },
          1, 2)
        gave        { records: [{ offset: 3 }, { offset: 4 }], position: 4 }
        Kafka says  { records: [{ offset: 3 }, { offset: 4 }], position: 5 }
                                                                         ^

        It looks as if your code leaves the position on the last record it handed
        out; the position is the next one. (M4-22)

        │0│···│3│4│···│7│
                  ^ yours 4
                    ^ Kafka 5

        Your code printed:
        │ polling from 1

    Edit   exercises/04-offset-management/exercise.ts:9
    Read   lesson.md#consumers-and-offsets
    Again  npm run grade 4.2@42:7:1"
  `);
});

test('a failing check at 60 columns, in ASCII', () => {
  expect(failingCheck(failing, aLook({ columns: 60, ascii: true })).join('\n')).toMatchInlineSnapshot(`
    "x 4.2 Your code leaves the position behind the last record:
      not yet

        poll(
          { logStartOffset: 0, logEndOffset: 8,
            records: [ { offset: 0 }, { offset: 3 },
              { offset: 4 }, { offset: 7 } ] },
          1, 2)
        gave
          { records: [{ offset: 3 }, { offset: 4 }],
            position: 4 }
                      ^
        Kafka says
          { records: [{ offset: 3 }, { offset: 4 }],
            position: 5 }
                      ^

        It looks as if your code leaves the position on the
        last record it handed out; the position is the next
        one. (M4-22)

        |0|...|3|4|...|7|
                  ^ yours 4
                    ^ Kafka 5

        Your code printed:
        | polling from 1

    Edit   exercises/04-offset-management/exercise.ts:9
    Read   lesson.md#consumers-and-offsets
    Again  npm run grade 4.2@42:7:1"
  `);
});

test('the same for a screen reader', () => {
  expect(failingCheck(failing, aLook({ plain: true })).join('\n')).toMatchInlineSnapshot(`
    "Check 4.2 fails. Your code leaves the position behind the last record: not yet.

    poll(
      { logStartOffset: 0, logEndOffset: 8,
        records: [{ offset: 0 }, { offset: 3 }, { offset: 4 }, { offset: 7 }] },
      1, 2)
    gave        { records: [{ offset: 3 }, { offset: 4 }], position: 4 }
    Kafka says  { records: [{ offset: 3 }, { offset: 4 }], position: 5 }
    They first differ at .position.

    It looks as if your code leaves the position on the last record it handed out;
    the position is the next one. (M4-22)

    Picture, 3 lines:
    │0│···│3│4│···│7│
              ^ yours 4
                ^ Kafka 5

    Your code printed:
    polling from 1

    Edit: exercises/04-offset-management/exercise.ts:9
    Read: lesson.md#consumers-and-offsets
    Again: npm run grade 4.2@42:7:1"
  `);
});

test('the same above keys, on a screen where it is too high', () => {
  expect(failingCheckAboveKeys(failing, aLook({ rows: 20 })).join('\n')).toMatchInlineSnapshot(`
    "✗ 4.2 Your code leaves the position behind the last record: not yet

        poll(
          { logStartOffset: 0, logEndOffset: 8,
            records: [{ offset: 0 }, { offset: 3 }, { offset: 4 }, { offset: 7 }] },
          1, 2)
        gave        { records: [{ offset: 3 }, { offset: 4 }], position: 4 }
        Kafka says  { records: [{ offset: 3 }, { offset: 4 }], position: 5 }
                                                                         ^

        It looks as if your code leaves the position on the last record it handed
        out; the position is the next one. (M4-22)

        Your code printed:
        │ polling from 1

    Edit   exercises/04-offset-management/exercise.ts:9
    Read   lesson.md#consumers-and-offsets
    Again  npm run grade 4.2@42:7:1
    More   press f for all of it"
  `);
});

test('after a save, at 60 columns', () => {
  expect(
    watchScreen(report, '16:00:00', aLook({ columns: 60 }))
      .slice(0, 6)
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "────────────────────────────────────────────────────────────
    4 Offset management  ■■■■■■■■···· 2/3               16:00:00

    ✗ 4.2 Your code leaves the position behind the last record:
      not yet
    "
  `);
});

test('after a pass', () => {
  const checks = report.checks.map((check) => ({ ...passed(check.number, check.part, check.title) }));
  const done = { ...report, outcome: 'passed' as const, score: 3, checks };
  expect(exerciseReport(done, aLook()).slice(-4).join('\n')).toMatchInlineSnapshot(`
    "✓ Exercise 4 is done.

    What you can do now:
      ✓ Say which offset a consumer commits"
  `);
});
