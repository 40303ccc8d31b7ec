import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aTerminal, type TerminalKind } from '../../src/terminal/testing/a-terminal.ts';
import { solutionText } from '../course.ts';
import { aDesk, almost, exercise, hand } from '../testing/a-desk.ts';
import { WarmGrader } from '../warm-grader.ts';
import { watchAtDesk } from './watch-at-desk.ts';

const partitions = exercise(2);
const absolute = almost(partitions, 'hash & 0x7fffffff', 'Math.abs(hash)');
const shifted = almost(partitions, 'hash & 0x7fffffff', 'hash >>> 0');

const keys = /q stop watching$/;

/** A watch of exercise 2, whose file holds this text, after its first grading. */
async function watching(text: string, kind: TerminalKind & { readonly follows?: boolean } = {}) {
  const desk = aDesk();
  hand(desk, partitions, text);
  const grader = new WarmGrader(desk);
  const terminal = aTerminal(kind);
  const end = watchAtDesk(partitions, { ui: terminal.ui, desk, grader, follows: kind.follows ?? false });
  end.catch(() => {});
  onTestFinished(() => {
    terminal.tap(kind.plain ? 'q\n' : '\x04');
    grader.close();
    terminal.ui.close();
  });
  await terminal.until(kind.plain ? /Your choice:$/ : keys);
  /** Saves in some way, and gives what is new on the screen once it shows `text`. */
  const saved = async (save: () => void, shown: RegExp) => {
    const before = terminal.screen.text.split('\n');
    save();
    await terminal.until(shown);
    const lines = terminal.screen.text.split('\n');
    const from = lines.findIndex((line, at) => line !== before[at]);
    return lines
      .slice(from)
      .join('\n')
      .replaceAll(/\d\d:\d\d:\d\d/g, '16:00:00');
  };
  return { desk, end, saved, ...terminal };
}

test('the first failing check fills the screen, the others are named, keys are below', async () => {
  const { screen } = await watching(absolute);
  expect(screen.text).toMatch(
    /^\n?─{80}\n2 Partition assignment +■{6}·{6} 4\/8 +\d\d:\d\d:\d\d\nAlso not yet: 2\.4 [\s\S]*; 2\.10 /,
  );
  expect(screen.visible).toMatch(
    /\n\n✗ 2\.2 Your code [\s\S]*gave 1\n[\s\S]*\nEdit {3}\S+exercise\.ts:10\n[\s\S]*\n\nh next hint {3}[\s\S]*q stop watching$/,
  );
});

test('a save is graded at once, and a pass says what was learned and what is next', async () => {
  const { desk, saved, screen } = await watching(absolute, { columns: 60, ascii: true });
  const shown = await saved(
    () => hand(desk, partitions, solutionText(partitions)),
    /Exercise 2 is done[\s\S]*q stop watching$/,
  );
  expect(shown).toMatch(
    /^\n?-{60}\n2 Partition assignment +#{12} 8\/8 +16:00:00\n\nPartition assignment +exercise 2 +9 of 9 points/,
  );
  expect(shown).toMatch(
    /\nok Exercise 2 is done\.\n\nWhat you can do now:\n[\s\S]*\nNext {3}Exercise 1, [\s\S]*q stop watching$/,
  );
  expect(screen.text).toMatch(/^\p{ASCII}*$/u);
});

test('editors that write another file and rename it, or remove the old one first, save too', async () => {
  const { desk, saved } = await watching(absolute);
  const file = desk.fileOf(partitions);
  const byRenaming = () => {
    writeFileSync(`${file}~`, shifted);
    renameSync(`${file}~`, file);
  };
  expect(await saved(byRenaming, /gave 4294967295[\s\S]*q stop watching$/)).toContain('(M2-02)');
  const byRemoving = () => {
    rmSync(file);
    writeFileSync(file, solutionText(partitions));
  };
  expect(await saved(byRemoving, /Exercise 2 is done[\s\S]*q stop watching$/)).toContain('9 of 9 points');
});

test('many saves in quick succession end with the last one', async () => {
  const { desk, saved } = await watching(absolute);
  const save = () => {
    for (let times = 0; times < 20; times++) hand(desk, partitions, times % 2 === 0 ? shifted : absolute);
    hand(desk, partitions, solutionText(partitions));
  };
  await saved(save, /Exercise 2 is done[\s\S]*q stop watching$/);
});

test('a save while something is read takes the reader back to what matters', async () => {
  const { desk, saved, press } = await watching(absolute);
  await press('l', /q enough$/);
  await saved(() => hand(desk, partitions, solutionText(partitions)), /Exercise 2 is done[\s\S]*q stop watching$/);
});

test('a helper file is watched once it is imported, and a file that is not is said to be none', async () => {
  const { desk, saved } = await watching(
    `import { mask } from './helper.ts';\n${absolute.replace('Math.abs(hash)', 'hash & mask')}`,
  );
  const beside = (name: string) => join(dirname(desk.fileOf(partitions)), name);
  const notes = await saved(() => writeFileSync(beside('notes.ts'), '//'), /notes\.ts changed[\s\S]*q stop watching$/);
  expect(notes).toMatch(/your program does not\s+import it/);
  await saved(
    () => writeFileSync(beside('helper.ts'), 'export const mask = 0x7fffffff;'),
    /is done[\s\S]*q stop watching$/,
  );
});

test('with no exercise named it goes along to the one that is saved', async () => {
  const { desk, saved } = await watching(absolute, { follows: true });
  const shown = await saved(() => hand(desk, exercise(3), '\n'), /3 Consumer groups[\s\S]*q stop watching$/);
  expect(shown).toContain('exports none of these');
});

test('plainly: a sentence for each save', async () => {
  const { desk, saved } = await watching(absolute, { plain: true });
  const shown = await saved(() => hand(desk, partitions, solutionText(partitions)), /is done\.[\s\S]*Your choice:$/);
  expect(shown).toContain('16:00:00, exercise 2 Partition assignment: 8 of 8 checks pass.');
});

test('hint, picture, next failing check, all checks, and out', async () => {
  const { press, end } = await watching(absolute);
  expect(await press('n', keys)).toContain('2.4 Your code puts every key where Kafka puts it');
  expect(await press('p', keys)).toContain('murmur2');
  expect(await press('h', keys)).toContain('Part A, hint 1 of 3');
  expect(await press('a', /q enough$/)).toContain('E  Your own murmur2  stretch');
  await press('q', keys);
  expect(await press('g', keys)).toContain('Also not yet: 2.4');
  await press('q', /no longer watched/);
  await end;
});
