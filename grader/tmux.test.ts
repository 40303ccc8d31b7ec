import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTmux, openTmux, type RealTerminal } from '../src/terminal/testing/tmux.ts';
import { aCourse, type CourseCopy } from './testing/a-course.ts';
import { almost, exercise } from './testing/a-desk.ts';

const file = 'exercises/02-partition-assignment/exercise.ts';
const wrong = almost(exercise(2), 'hash & 0x7fffffff', 'Math.abs(hash)');

/** Something to wait for, and the key to press then. */
type Pressed = readonly [shown: RegExp, key: string];

// What only a real terminal shows; what is on the screens is tested without one.
describe.skipIf(!hasTmux)('the grader in a terminal of 80 columns and 24 rows (needs tmux)', () => {
  let course: CourseCopy;
  let terminal: RealTerminal;

  beforeAll(() => {
    course = aCourse();
    terminal = openTmux({ columns: 80, rows: 24, cwd: course.folder, env: { npm_config_update_notifier: 'false' } });
  });
  afterAll(() => {
    terminal.close();
    course.remove();
  });

  /** What the terminal is set to; a program has to leave it as it found it. */
  async function settings(): Promise<string> {
    await terminal.start('stty -a');
    await terminal.until(/ended with 0/);
    return terminal.screen();
  }

  test('an exercise from its first failing check to a reset, with npm', async () => {
    const { start, press, until, visible, screen } = terminal;
    const before = await settings();
    writeFileSync(course.at(file), wrong);
    await start('npm run grade');
    await press(/q leave$/, '2');
    await press(/Exercise 2, Partition assignment[\s\S]*q leave$/, 'Enter');
    await until(/Again +npm run grade 2\.2@42:0[\s\S]*q leave$/);
    // What is wrong, where to mend it and what to press next are on the screen together.
    expect(visible()).toMatch(
      /2\.2 Your code[\s\S]*toPositive\(-1\) gave 1[\s\S]*Edit .*exercise\.ts:10[\s\S]*q leave/,
    );
    await press(/q leave$/, 'h');
    await press(/Part A, hint 1 of 3[\s\S]*q leave$/, 'r');
    await press(/y yes +n no$/, 'y');
    await until(/Yours is kept in\s+\S+[\s\S]*q leave$/);
    const backup = /Yours is kept in\s+(\S+)/.exec(screen())![1]!;
    expect(readFileSync(course.at(backup), 'utf8')).toBe(wrong);
    await press(/q leave$/, 'q');
    await until(/ended with 0/);
    expect(screen()).not.toMatch(/npm (error|ERR!)/);
    expect(await settings()).toBe(before);
  });

  test('a report of what is not done is a normal run, and npm says nothing of it', async () => {
    const { start, until, screen } = terminal;
    await start('npm run grade 2');
    await until(/ended with 0/);
    expect(screen()).toContain('Not started yet');
    expect(screen()).not.toMatch(/npm (error|ERR!)/);
  });

  describe.each([
    ['Ctrl-C', 'C-c'],
    ['Ctrl-D', 'C-d'],
  ])('%s leaves with 130 and a terminal as it was', (_, key) => {
    test.each<[where: string, command: string, keys: readonly Pressed[], shown: RegExp, env?: string]>([
      ['the overview', 'grader/grade.ts', [], /q leave$/],
      ['an exercise', 'grader/grade.ts', [[/q leave$/, '2']], /Yours[\s\S]*q leave$/],
      ['the quiz, begun there', 'grader/grade.ts', [[/q leave$/, 'z']], /Question 1 of[\s\S]*q: stop\b.*(\n.*)?$/],
      ['a plain session', 'grader/grade.ts --plain', [], /Your choice:$/],
      ['a session in a dumb terminal', 'grader/grade.ts', [], /Your choice:$/, 'TERM=dumb'],
      ['watching', 'grader/watch.ts 2', [], /q stop watching$/],
      ['watching plainly', 'grader/watch.ts 2 --plain', [], /Your choice:$/],
      ['a reset to be confirmed', 'grader/reset.ts 2', [], /n no$/],
    ])('%s', async (_, command, keys, shown, env = 'KF_PLAIN=') => {
      const before = await settings();
      const { start, press, until, screen, isCursorShown } = terminal;
      await start(`env ${env} $NODE start/program.mjs ${command}`);
      for (const [seen, pressed] of keys) await press(seen, pressed);
      await press(shown, key);
      await until(/ended with \d+/);
      expect(screen()).toContain('ended with 130');
      expect(screen()).not.toMatch(/^ +at /m);
      expect(isCursorShown()).toBe(true);
      expect(await settings()).toBe(before);
      expect(course.processes()).toEqual([]);
    });
  });

  test.each([
    [
      'in a session',
      'grader/grade.ts',
      [
        [/q leave$/, '2'],
        [/Yours[\s\S]*q leave$/, 'Enter'],
      ] as const,
    ],
    ['in a report', 'grader/grade.ts 2', []],
    ['while watching', 'grader/watch.ts 2', []],
  ])('Ctrl-C while a hanging file is graded, %s', async (_, command, keys) => {
    const before = await settings();
    writeFileSync(course.at(file), wrong.replace('Math.abs(hash)', '((): never => { for (;;); })()'));
    const { start, press, until, isCursorShown } = terminal;
    await start(`$NODE start/program.mjs ${command}`);
    for (const [seen, pressed] of keys) await press(seen, pressed);
    await press(/Grading 2 Partition assignment, check \d+ of \d+/, 'C-c');
    await until(/^ended with 130$/m);
    expect(isCursorShown()).toBe(true);
    expect(await settings()).toBe(before);
    expect(course.processes()).toEqual([]);
    copyFileSync(course.at('exercises/02-partition-assignment/starter.ts'), course.at(file));
  });
});
