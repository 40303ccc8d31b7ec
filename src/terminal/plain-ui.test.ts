import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Interrupted } from './interrupted.ts';
import { lookFor } from './look.ts';
import { PlainUi } from './plain-ui.ts';
import type { Ui } from './ui.ts';

const options = [
  {
    value: 'leader',
    text: 'The leader of the partition, which takes all writes and, unless it was asked otherwise, all reads',
  },
  { value: 'follower', text: 'A follower' },
  { value: 'controller', text: 'The controller' },
];

function session({ isTTY = false } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  let screen = '';
  output.on('data', (chunk) => {
    screen += chunk;
  });
  const look = lookFor({ plain: true }, { env: {}, platform: 'linux', stdin: input, stdout: { columns: 60 } });
  return { ui: new PlainUi(look, input, output), input, screen: () => screen };
}

async function askEverything(ui: Ui) {
  const answers: unknown[] = [];
  ui.print('Who takes writes?');
  answers.push(await ui.single({ options }));
  answers.push(await ui.multiple({ options, prompt: 'Who may read' }));
  answers.push(await ui.order({ options }));
  answers.push(await ui.number({ min: 0, max: 5 }));
  answers.push(await ui.text({}));
  answers.push(await ui.text({ default: 'orders' }));
  answers.push(await ui.confirm({ prompt: 'Reset?' }));
  answers.push(
    await ui.keys([
      { key: 'n', does: 'next' },
      { key: 'enter', does: 'again' },
    ]),
  );
  await ui.pause();
  return answers;
}

test('a whole session from one pipe, all answers in one chunk, with what was read echoed', async () => {
  const { ui, input, screen } = session();
  input.end('b\na c\nc b a\n7\n3\nacks=all\n\ny\nx\n\n\n');
  expect(await askEverything(ui)).toEqual([
    'follower',
    ['leader', 'controller'],
    ['controller', 'follower', 'leader'],
    3,
    'acks=all',
    'orders',
    true,
    'enter',
  ]);
  expect(screen()).toMatchInlineSnapshot(`
    "Who takes writes?
    a) The leader of the partition, which takes all writes and,
       unless it was asked otherwise, all reads
    b) A follower
    c) The controller
    Your answer (a to c): b
    a) The leader of the partition, which takes all writes and,
       unless it was asked otherwise, all reads
    b) A follower
    c) The controller
    Who may read (one letter or more, a to c): a c
    a) The leader of the partition, which takes all writes and,
       unless it was asked otherwise, all reads
    b) A follower
    c) The controller
    Your order (all 3 letters): c b a
    Your number (a whole number from 0 to 5): 7
    Type a whole number from 0 to 5.
    Your number (a whole number from 0 to 5): 3
    Your answer: acks=all
    Your answer (Enter: orders): 
    Reset? (y or n): y
    n: next, enter: again
    Your choice: x
    Type one of: n, enter.
    Your choice: 
    Press Enter to go on: 
    "
  `);
});

test('answers that come one by one', async () => {
  const { ui, input } = session();
  const first = ui.number({});
  setTimeout(() => input.write('1\r\n'));
  expect(await first).toBe(1);
  const second = ui.number({});
  setTimeout(() => input.end('2'));
  expect(await second).toBe(2);
});

test('at a terminal nothing is echoed: the terminal does that', async () => {
  const { ui, input, screen } = session({ isTTY: true });
  input.write('7\n');
  expect(await ui.number({})).toBe(7);
  expect(screen()).toBe('Your number (a whole number): ');
});

test('input that ends too early is said so, with exit code 2', async () => {
  const { ui, input } = session();
  input.end('b\n');
  expect(await ui.single({ options })).toBe('follower');
  await expect(ui.single({ options })).rejects.toMatchObject({ by: 'end-of-input', exitCode: 2 });
  await expect(ui.text({})).rejects.toThrow('give one line for each question');
});

test('Ctrl-D at a terminal is a person who leaves, with exit code 130', async () => {
  const { ui, input } = session({ isTTY: true });
  setTimeout(() => input.end());
  await expect(ui.text({})).rejects.toMatchObject({ by: 'person', exitCode: 130 });
});

test('Ctrl-C interrupts the question that waits, and only while one waits', async () => {
  const { ui } = session({ isTTY: true });
  const before = process.listenerCount('SIGINT');
  const answer = ui.text({});
  process.emit('SIGINT');
  await expect(answer).rejects.toBeInstanceOf(Interrupted);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('keys can be taken back; the line that comes later belongs to the next question', async () => {
  const { ui, input } = session();
  const taken = new AbortController();
  const answer = ui.keys([{ key: 'q', does: 'quit' }], { signal: taken.signal });
  taken.abort();
  expect(await answer).toBeUndefined();
  input.write('orders\n');
  expect(await ui.text({})).toBe('orders');
});

test('after close every question is refused', async () => {
  const { ui } = session();
  ui.close();
  await expect(ui.text({})).rejects.toBeInstanceOf(Interrupted);
});

test('q leaves a list that says so', async () => {
  const { ui, input, screen } = session();
  input.end('q\nq\nQ\nq\na\n');
  await expect(ui.single({ options, leave: 'back' })).rejects.toMatchObject({ name: 'Left' });
  await expect(ui.multiple({ options, leave: 'stop' })).rejects.toMatchObject({ name: 'Left' });
  await expect(ui.order({ options, leave: 'stop' })).rejects.toMatchObject({ name: 'Left' });
  expect(screen()).toContain('Your answer (a to c, q: back): q');
  expect(await ui.single({ options })).toBe('leader');
});
