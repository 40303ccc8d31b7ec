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
    const { press, desk } = await begin();
    hand(desk, partitions, absolute);
    expect(await press('2', enter)).toMatchInlineSnapshot(`
      "› grade

      Partition assignment  exercise 2                          4 of 9 points, 2 bonus

      A  Bytes and signs
        ✓ turns a key into the bytes Kafka hashes, 200 inputs
        ✗ clears the sign bit of a hash, and nothing else: not yet
      B  From key to partition
        ✓ only ever names a partition the topic has, 200 inputs
        ✗ puts every key where Kafka puts it: not yet
      C  What comes first
        ✓ lets a named partition win, and refuses one the topic does not have, 200
          inputs
        ✗ takes the key next, the empty one too, and the sticky partition for no key:
          not yet
        ✓ refuses a partition count that no topic has, 50 inputs
      D  When a topic grows
        ✗ finds the keys that move when a topic grows: not yet
      E  Your own murmur2  stretch
        ✓ hashes as Kafka does, 200 inputs
      F  The hot partition  stretch
        ✗ reports how evenly keys spread: not yet

      ✗ 2.2 Your code clears the sign bit of a hash, and nothing else: not yet

          toPositive(-1) gave 1
          Kafka says 2147483647

          It looks as if your code takes the absolute value of the hash, where Kafka
          clears its sign bit. (M2-01)

      Edit   exercises/02-partition-assignment/exercise.ts:10
      Read   lesson.md#partitions-and-keys
      Again  npm run grade 2.2@42:0

      Enter grade again   h next hint   t task   l lesson   n next failing check
      w watch   s solution   r reset   o overview   q leave"
    `);
    expect(await press('n')).toMatchInlineSnapshot(`
      "› next failing check

      ✗ 2.4 Your code puts every key where Kafka puts it: not yet

          partitionForKey("b", 3) gave 0
          Kafka says 2

          It looks as if your code takes the absolute value of the hash, where Kafka
          clears its sign bit. (M2-01)

          'b' ─ utf8 62 ─ murmur2 −1853091852 ─ & 0x7fffffff 294391796 ─ mod 3
            ─▶ orders-2

      Edit   exercises/02-partition-assignment/exercise.ts:14
      Read   lesson.md#partitions-and-keys
      Again  npm run grade 2.4@42:0

      Enter grade again   h next hint   t task   l lesson   p picture
      n next failing check   w watch   s solution   r reset   o overview   q leave"
    `);
    expect(await press('p')).toMatchInlineSnapshot(`
      "› picture

          'b' ─ utf8 62 ─ murmur2 −1853091852 ─ & 0x7fffffff 294391796 ─ mod 3
            ─▶ orders-2

      Enter grade again   h next hint   t task   l lesson   p picture
      n next failing check   w watch   s solution   r reset   o overview   q leave"
    `);
    expect(await press('h')).toMatchInlineSnapshot(`
      "› next hint

      Part A, hint 1 of 3
          How many bytes has \`"日"\`? How many characters?

      2 more: h

      Enter grade again   h next hint   t task   l lesson   p picture
      n next failing check   w watch   s solution   r reset   o overview   q leave"
    `);
    expect(await press('s')).toMatchInlineSnapshot(`
      "› solution

      The solution is yours once exercise 2 passes, or once you have seen all its
      hints. There are some left for parts A, B, C, D.

      Enter grade again   h next hint   t task   l lesson   p picture
      n next failing check   w watch   s solution   r reset   o overview   q leave"
    `);
  });

  test('a pass stays on the screen, says what was learned and what is next', async () => {
    const { press, desk, pressUntil } = await begin();
    hand(desk, partitions, solutionText(partitions));
    expect(await press('2', enter)).toMatchInlineSnapshot(`
      "› grade

      Partition assignment  exercise 2                          9 of 9 points, 4 bonus

      A  Bytes and signs
        ✓ turns a key into the bytes Kafka hashes, 200 inputs
        ✓ clears the sign bit of a hash, and nothing else, 200 inputs
      B  From key to partition
        ✓ only ever names a partition the topic has, 200 inputs
        ✓ puts every key where Kafka puts it, 200 inputs
      C  What comes first
        ✓ lets a named partition win, and refuses one the topic does not have, 200
          inputs
        ✓ takes the key next, the empty one too, and the sticky partition for no key,
          200 inputs
        ✓ refuses a partition count that no topic has, 50 inputs
      D  When a topic grows
        ✓ finds the keys that move when a topic grows, 200 inputs
      E  Your own murmur2  stretch
        ✓ hashes as Kafka does, 200 inputs
      F  The hot partition  stretch
        ✓ reports how evenly keys spread, 200 inputs

      ✓ Exercise 2 is done.

      What you can do now:
        ✓ Say which partition a record with a key goes to
        ✓ Say what happens to keys when a topic grows

      Next   Exercise 1, Kafka concepts
             exercises/01-concepts/exercise.ts:4

      Enter overview   g grade again   h next hint   t task   l lesson   w watch
      s solution   r reset   o overview   q leave"
    `);
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
  expect(await press('4', enter)).toMatchInlineSnapshot(`
    "> grade

    Offset management  exercise 4       13 of 14 points, 4 bonus

    A  Poll and commit
      ok hands out the next records, whatever the holes, 200
         inputs
      ok leaves the position behind the last of them, 200 inputs
      ok refuses to hand out fewer than one, 50 inputs
      ok commits the offset after the last one processed, 200
         inputs
    B  Where to begin
      ok goes on at a committed offset the log has, 200 inputs
      ok asks auto.offset.reset if nothing is committed, 200
         inputs
      ok asks it too if the committed offset is out of range,
         200 inputs
      x counts in offsets how far a group is behind: not yet
    C  The crash
      ok reads every record once if nothing crashes, 200 inputs
      ok loses some, repeats none, if it commits before, 200
         inputs
      ok repeats some, loses none, if it commits after, 200
         inputs
    D  Many workers  stretch
      ok never commits past a record that is still in work, 200
         inputs
    E  A record that fails  stretch
      ok does with a record that fails what the policy says, 200
         inputs

    x 4.8 Your code counts in offsets how far a group is behind:
      not yet

        lag(
          { logStartOffset: 0, logEndOffset: 3,
            records: [{ offset: 0 }, { offset: 2 }] },
          0)
        gave        2
        Kafka says  3

        It looks as if your code counts the records that are
        left; lag is a difference of two offsets, holes and
        all. (M4-30)

    Edit   exercises/04-offset-management/exercise.ts:38
    Read   lesson.md#consumers-and-offsets
    Again  npm run grade 4.8@42:2
    More   press p for the picture

    Enter grade again   h next hint   t task   l lesson
    p picture   k see Kafka do it   w watch   s solution
    r reset   o overview   q leave"
  `);
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
  expect(await press('4', 'enter')).toMatchInlineSnapshot(`
    "Your choice: enter

    Exercise 4, Offset management: 13 of 14 points, 4 bonus.

    Part A, Poll and commit:
    Check 4.1 passes, 200 inputs: hands out the next records, whatever the holes.
    Check 4.2 passes, 200 inputs: leaves the position behind the last of them.
    Check 4.3 passes, 50 inputs: refuses to hand out fewer than one.
    Check 4.4 passes, 200 inputs: commits the offset after the last one processed.
    Part B, Where to begin:
    Check 4.5 passes, 200 inputs: goes on at a committed offset the log has.
    Check 4.6 passes, 200 inputs: asks auto.offset.reset if nothing is committed.
    Check 4.7 passes, 200 inputs: asks it too if the committed offset is out of
    range.
    Check 4.8 fails: counts in offsets how far a group is behind.
    Part C, The crash:
    Check 4.9 passes, 200 inputs: reads every record once if nothing crashes.
    Check 4.10 passes, 200 inputs: loses some, repeats none, if it commits before.
    Check 4.11 passes, 200 inputs: repeats some, loses none, if it commits after.
    Part D, Many workers (stretch):
    Check 4.12 passes, 200 inputs: never commits past a record that is still in
    work.
    Part E, A record that fails (stretch):
    Check 4.13 passes, 200 inputs: does with a record that fails what the policy
    says.

    Check 4.8 fails. Your code counts in offsets how far a group is behind: not yet.

    lag(
      { logStartOffset: 0, logEndOffset: 3,
        records: [{ offset: 0 }, { offset: 2 }] },
      0)
    gave        2
    Kafka says  3

    It looks as if your code counts the records that are left; lag is a difference
    of two offsets, holes and all. (M4-30)

    Picture, 4 lines:
    orders-0  │0│·│2│
               ▲ start, committed 0
                     ▲ log end 3
              lag 3 = 3 − 0

    Edit: exercises/04-offset-management/exercise.ts:38
    Read: lesson.md#consumers-and-offsets
    See: npm run kafka play two-groups
    Again: npm run grade 4.8@42:2

    enter: grade again, h: next hint, t: task, l: lesson, p: picture,
    k: see Kafka do it, w: watch, s: solution, r: reset, o: overview, q: leave
    Your choice:"
  `);
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
