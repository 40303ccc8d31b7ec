import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aTerminal, type TerminalKind } from '../../src/terminal/testing/a-terminal.ts';
import { solutionText, starterText } from '../course.ts';
import { aDesk, almost, exercise, hand } from '../testing/a-desk.ts';
import { WarmGrader } from '../warm-grader.ts';
import { session } from './session.ts';

const partitions = exercise(2);
const absolute = almost(partitions, 'hash & 0x7fffffff', 'Math.abs(hash)');
const countsRecords = almost(
  exercise(4),
  'log.logEndOffset - committed',
  'log.records.filter(({ offset }) => offset >= committed).length',
);

/** A session that has just begun, with the overview on the screen; programs run aside end with `code`. */
async function begin(kind: TerminalKind = {}, code: number | null = 0) {
  const desk = aDesk();
  const grader = new WarmGrader(desk);
  const terminal = aTerminal(kind);
  onTestFinished(() => {
    // Who has not left yet leaves by Ctrl-D.
    if (!kind.plain) terminal.tap('\x04');
    grader.close();
    terminal.ui.close();
  });
  const ran: string[] = [];
  const run = async (program: string) => {
    ran.push(program);
    return code;
  };
  const end = session({ ui: terminal.ui, desk, grader, run });
  end.catch(() => {});
  const keys = kind.plain ? /Your choice:$/ : /q leave$/;
  await terminal.until(keys);
  /** Presses one key after the other, and gives what the last of them changed. */
  const press = async (...pressed: string[]) => {
    let shown = '';
    for (const key of pressed) shown = await terminal.press(key, keys);
    return shown;
  };
  return { desk, ran, end, ...terminal, press, pressUntil: terminal.press };
}

const enter = '\r';

describe('at 80 columns', () => {
  test('the first screen says where to begin', async () => {
    const { screen } = await begin();
    expect(screen.text).toMatchInlineSnapshot(`
      "Kafka Fundamentals                                         0 of 6 exercises done

      1  Kafka concepts            ○ not started, 5 minutes
      2  Partition assignment      ○ not started, 7 minutes
      3  Consumer groups           ○ not started, 8 minutes
      4  Offset management         ○ not started, 7 minutes
      5  Message ordering          ○ not started, 6 minutes
      6  Architecture design       ○ not started, 7 minutes

      First  read lesson.md, 15 minutes; or begin, and read as you go
      Next   Exercise 1, Kafka concepts
             exercises/01-concepts/exercise.ts:4

      Enter exercise 1   1 Kafka concepts   2 Partition assignment
      3 Consumer groups   4 Offset management   5 Message ordering
      6 Architecture design   z quiz   r my results   q leave"
    `);
  });

  test('an exercise says where its task is, and what to fill in', async () => {
    const { press } = await begin();
    expect(await press('2')).toMatchInlineSnapshot(`
      "› Partition assignment

      Exercise 2, Partition assignment, 7 minutes
      Task   exercises/02-partition-assignment/README.md
      Yours  exercises/02-partition-assignment/exercise.ts:8

      Enter grade   h next hint   t task   l lesson   w watch   s solution   r reset
      o overview   q leave"
    `);
    expect(await press(enter)).toMatchInlineSnapshot(`
      "› grade

      Partition assignment  exercise 2                                   0 of 9 points

      Not started yet. Read the task, fill in the first TODO, and grade again.

      Task   exercises/02-partition-assignment/README.md
      Yours  exercises/02-partition-assignment/exercise.ts
      Again  npm run grade 2

      Enter grade again   h next hint   t task   l lesson   w watch   s solution
      r reset   o overview   q leave"
    `);
  });

  test('a failing check, the next one, a hint and the solution that is not earned', async () => {
    const { press, desk, screen } = await begin();
    hand(desk, partitions, absolute);
    expect(await press('2', enter)).toMatch(
      /^› grade\n\nPartition assignment +exercise 2 +4 of 9 points, 2 bonus\n\nA +Bytes/,
    );
    // What is wrong, why, where to mend it and what to press next are on the screen together.
    expect(screen.visible).toMatch(
      /✗ 2\.2 Your code [^\n]+: not yet\n\n {4}toPositive\(-1\) gave 1\n {4}Kafka says 2147483647\n\n {4}It looks as if[\s\S]*\(M2-01\)/,
    );
    expect(screen.visible).toMatch(
      /\nEdit {3}exercises\/02-partition-assignment\/exercise\.ts:10\nRead {3}lesson\.md#[a-z-]+\n(See .*\n)?Again {2}npm run grade 2\.2@42:0\n[\s\S]*q leave$/,
    );
    expect(await press('n')).toMatch(
      /^› next failing check\n\n✗ 2\.4 Your code [\s\S]*partitionForKey\("b", 3\) gave 0\n {4}Kafka says 2\n/,
    );
    expect(await press('p')).toMatch(/^› picture\n\n {4}'b' ─ utf8 62 ─ murmur2/);
    expect(await press('h')).toMatch(
      /^› next hint\n\nPart A, hint 1 of 3\n {4}\S[\s\S]*\n\n2 more: h\n\nEnter grade again/,
    );
    expect(await press('s')).toMatch(
      /^› solution\n\nThe solution is yours once exercise 2 passes, or[\s\S]*parts A, B, C, D\.\n\nEnter/,
    );
  });

  test('a pass stays on the screen, says what was learned and what is next', async () => {
    const { press, desk, pressUntil, screen } = await begin();
    hand(desk, partitions, solutionText(partitions));
    expect(await press('2', enter)).toMatch(/^› grade\n\nPartition assignment +exercise 2 +9 of 9 points, 4 bonus\n/);
    expect(screen.visible).toMatch(
      /✓ Exercise 2 is done\.\n\nWhat you can do now:\n( {2}✓ [^\n]+\n)+\nNext {3}Exercise 1, [^\n]+\n {7}exercises\/01-concepts\/exercise\.ts:\d+\n\nEnter overview {3}g grade again/,
    );
    expect(await pressUntil('s', /q enough$/)).toContain('export function toPositive');
    expect(await press('q', enter)).toMatchInlineSnapshot(`
      "› overview

      Kafka Fundamentals                                         1 of 6 exercises done

      1  Kafka concepts                           ○ not started, 5 minutes
      2  Partition assignment  ■■■■■■■■■■■■  8/8  ✓ done
      3  Consumer groups                          ○ not started, 8 minutes
      4  Offset management                        ○ not started, 7 minutes
      5  Message ordering                         ○ not started, 6 minutes
      6  Architecture design                      ○ not started, 7 minutes

      Next   Exercise 1, Kafka concepts
             exercises/01-concepts/exercise.ts:4

      Enter exercise 1   1 Kafka concepts   2 Partition assignment
      3 Consumer groups   4 Offset management   5 Message ordering
      6 Architecture design   z quiz   r my results   q leave"
    `);
  });

  test('a design that keeps its promises is told what it costs', async () => {
    const { press, pressUntil, desk } = await begin();
    hand(desk, exercise(6), solutionText(exercise(6)));
    const shown = await press('6', enter);
    expect(shown).toMatch(/It costs [\d.]+\. The best design we know[\s\S]*Exercise 6 is done\./);
    expect(shown).not.toContain('key orderId');
    expect(await pressUntil('p', /q enough$/)).toContain('key orderId, acks=all, idempotent');
  });

  test('of what was printed, only that of the failing call is shown', async () => {
    const { press, desk } = await begin();
    hand(
      desk,
      partitions,
      almost(partitions, 'return hash & 0x7fffffff', 'console.log("hash", hash);\n  return Math.abs(hash)'),
    );
    expect(await press('2', enter)).toMatch(
      /toPositive\(-1\) gave 1[\s\S]*\n {4}Your code printed:\n {4}│ hash -1\n\n/,
    );
  });

  test('what does not compile is shown where it is', async () => {
    const { press, desk } = await begin();
    hand(desk, partitions, 'export function keyBytes(key: string {\n  return key;\n}\n');
    expect(await press('2', enter)).toMatchInlineSnapshot(`
      "› grade

      Partition assignment  exercise 2                                   0 of 9 points

      ✗ exercises/02-partition-assignment/exercise.ts:1
          this is not TypeScript: unexpected "{" here, where a comma or a closing
          bracket is expected

          > 1 | export function keyBytes(key: string {
              |                                      ^
            2 |   return key;

      Enter grade again   h next hint   t task   l lesson   w watch   s solution
      r reset   o overview   q leave"
    `);
  });
});

test('at 60 columns, in ASCII', async () => {
  const { press, desk, screen } = await begin({ columns: 60, ascii: true });
  hand(desk, exercise(4), countsRecords);
  await press('4', enter);
  expect(screen.visible).toMatch(
    /x 4\.8 Your code [\s\S]*\n {4}gave +2\n {4}Kafka says +3\n[\s\S]*\(M4-30\)[\s\S]*\nEdit {3}exercises\/04-offset-management\/exercise\.ts:38\n/,
  );
  expect(screen.visible).toMatch(
    /\nMore {3}press p for the picture\n\nEnter grade again {3}h next hint {3}t task {3}l lesson\n/,
  );
  expect(await press('o')).toMatchInlineSnapshot(`
    "> overview

    Kafka Fundamentals                     0 of 6 exercises done

    1  Kafka concepts               - not started, 5 minutes
    2  Partition assignment         - not started, 7 minutes
    3  Consumer groups              - not started, 8 minutes
    4  Offset management     10/11  ~ 1 check left
    5  Message ordering             - not started, 6 minutes
    6  Architecture design          - not started, 7 minutes

    Next   Exercise 1, Kafka concepts
           exercises/01-concepts/exercise.ts:4

    Enter exercise 1   1 Kafka concepts
    2 Partition assignment   3 Consumer groups
    4 Offset management   5 Message ordering
    6 Architecture design   z quiz   r my results   q leave"
  `);
  expect(screen.text).toMatch(/^\p{ASCII}*$/u);
});

test('plainly: sentences, and a line to type', async () => {
  const { press, desk } = await begin({ plain: true });
  hand(desk, exercise(4), countsRecords);
  const shown = await press('4', 'enter');
  expect(shown).toMatch(
    /^Your choice: enter\n\nExercise 4, Offset management: 13 of 14 points, 4 bonus\.\n\nPart A, [^\n]+:\nCheck 4\.1 passes, 200 inputs: /,
  );
  expect(shown).toMatch(
    /\nCheck 4\.8 fails\. Your code [\s\S]*\ngave +2\nKafka says +3\n[\s\S]*\nPicture, \d lines:\n/,
  );
  expect(shown).toMatch(
    /\nEdit: exercises\/04-offset-management\/exercise\.ts:38\nRead: lesson\.md#\S+\n(See: .*\n)?Again: npm run grade 4\.8@\S+\n\nenter: grade again, /,
  );
  // No marks, no frames and nothing that moves: sentences.
  expect(shown).not.toMatch(/[✓✗○◐■]/);
  expect(await press('what?')).toMatchInlineSnapshot(`
    "Your choice: what?
    Type one of: enter, h, t, l, p, k, w, s, r, o, q.
    Your choice:"
  `);
  expect(await press('o')).toMatchInlineSnapshot(`
    "Your choice: o

    Kafka Fundamentals: 0 of 6 exercises done.

    Exercise 1, Kafka concepts: not started, 5 minutes.
    Exercise 2, Partition assignment: not started, 7 minutes.
    Exercise 3, Consumer groups: not started, 8 minutes.
    Exercise 4, Offset management: 10 of 11 checks pass, 1 check left.
    Exercise 5, Message ordering: not started, 6 minutes.
    Exercise 6, Architecture design: not started, 7 minutes.

    Next: Exercise 1, Kafka concepts.
    It is in: exercises/01-concepts/exercise.ts:4

    enter: exercise 1, 1: Kafka concepts, 2: Partition assignment,
    3: Consumer groups, 4: Offset management, 5: Message ordering,
    6: Architecture design, z: quiz, r: my results, q: leave
    Your choice:"
  `);
});

test('a failing check that Kafka can show is played step by step', async () => {
  const { press, pressUntil, desk } = await begin();
  hand(desk, exercise(4), countsRecords);
  await press('4', enter);
  expect(await pressUntil('k', /q stop$/)).toContain('Two groups read the same three records');
  expect(await pressUntil(enter, /q stop$/)).toContain('1. join: group billing');
  expect(await press('q')).toContain('npm run kafka play two-groups');
});

test('a reset asks first, keeps what was there, and says where', async () => {
  const { press, pressUntil, desk } = await begin();
  hand(desk, partitions, absolute);
  await press('2');
  await pressUntil('r', /n no$/);
  await press('n');
  expect(readFileSync(desk.fileOf(partitions), 'utf8')).toBe(absolute);
  await pressUntil('r', /n no$/);
  const shown = await press('y');
  expect(readFileSync(desk.fileOf(partitions), 'utf8')).toBe(starterText(partitions));
  const backup = /Yours is kept in\s+(\S+)/.exec(shown)?.[1];
  expect(readFileSync(join(desk.folder, backup!), 'utf8')).toBe(absolute);
});

test('all hints earn the solution', async () => {
  const { press, pressUntil } = await begin();
  await press('2');
  let shown = '';
  for (let hints = 0; hints < 40 && !shown.includes('last hint for part D'); hints++) shown = await press('h');
  expect(shown).toMatch(/Part D, hint 3 of 3[\s\S]*Try it, and grade\./);
  expect(await pressUntil('s', /q enough$/)).toContain('export function toPositive');
});

test('a long text comes a screen at a time, from its top', async () => {
  const { press, pressUntil, screen } = await begin();
  await press('2');
  await pressUntil('l', /q enough$/);
  expect(screen.visible.split('\n').length).toBeLessThanOrEqual(24);
  expect(screen.visible).toContain('Partitions and keys');
  const more = await pressUntil(enter, /q enough$|q leave$/);
  expect(more).not.toContain('Partitions and keys');
});

test('quiz and results are programs of their own; afterwards the session goes on', async () => {
  const { press, pressUntil, ran } = await begin();
  await pressUntil('z', /Enter back to the overview$/);
  await press(enter);
  await pressUntil('r', /Enter back to the overview$/);
  await press(enter);
  expect(ran).toEqual(['quiz/quiz.ts', 'start/results.ts']);
});

test('who leaves the quiz by Ctrl-C is gone', async () => {
  const { pressUntil, end } = await begin({}, 130);
  await pressUntil('z', /quiz$/);
  await expect(end).rejects.toMatchObject({ name: 'Interrupted', exitCode: 130 });
});

describe.each([
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s leaves, with the cursor back', (_, key) => {
  test.each<[where: string, keys: readonly string[], shown: RegExp]>([
    ['at the overview', [], /q leave$/],
    ['at an exercise', ['2'], /q leave$/],
    ['where a reset is to be confirmed', ['2', 'r'], /n no$/],
    ['in the middle of a long text', ['2', 'l'], /q enough$/],
    ['after the quiz', ['z'], /overview$/],
    ['where a scene of the model is to be chosen', ['1', 'm'], /Enter to choose, q: back$/],
    ['while watching', ['2', 'w'], /q stop watching$/],
  ])('%s', async (_, keys, shown) => {
    const { pressUntil, tap, end, screen, desk } = await begin();
    hand(desk, exercise(1), solutionText(exercise(1)));
    for (const [at, one] of keys.entries()) await pressUntil(one, at === keys.length - 1 ? shown : /q leave$/);
    tap(key);
    await expect(end).rejects.toMatchObject({ name: 'Interrupted', exitCode: 130 });
    expect(screen.isCursorShown).toBe(true);
  });
});

test('q leaves', async () => {
  const { pressUntil, end } = await begin();
  await pressUntil('q', /leave$/);
  await end;
});
