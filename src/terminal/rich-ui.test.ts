import { PassThrough } from 'node:stream';
import { checkbox, input, select } from '@inquirer/prompts';
import { render } from '@inquirer/testing';
import { describe, expect, test } from 'vitest';
import { keysPrompt } from './keys-prompt.ts';
import { lookFor } from './look.ts';
import { orderPrompt } from './order-prompt.ts';
import { checkboxConfig, numberConfig, orderConfig, selectConfig, textConfig } from './rich-config.ts';
import { RichUi } from './rich-ui.ts';
import { Screen } from './testing/screen.ts';

const options = [
  {
    value: 'leader',
    text: 'The leader of the partition, which takes all writes and, unless it was asked otherwise, all reads',
  },
  { value: 'follower', text: 'A follower' },
  { value: 'controller', text: 'The controller' },
];
const lookOf = (columns: number, ascii = false) =>
  lookFor(
    { ascii, 'no-color': true },
    { env: { LANG: 'C.UTF-8' }, platform: 'linux', stdin: { isTTY: true }, stdout: { isTTY: true, columns, rows: 20 } },
  );
const wide = lookOf(80);
const ascii = lookOf(60, true);

describe('one option', () => {
  test('is reached by its letter and chosen by Enter', async () => {
    const { answer, events, getScreen } = await render(select, selectConfig({ options }, wide));
    expect(getScreen()).toMatchInlineSnapshot(`
      "› Your answer
      ❯ a) The leader of the partition, which takes all writes and, unless it was
           asked otherwise, all reads
        b) A follower
        c) The controller

      Up and Down or a letter to move, Enter to choose"
    `);
    events.type('b');
    expect(getScreen()).toContain('❯ b) A follower');
    events.keypress('enter');
    expect(await answer).toBe('follower');
    expect(getScreen()).toMatchInlineSnapshot(`"› Your answer b) A follower"`);
  });

  test('may start anywhere; Up stops at the top', async () => {
    const { answer, events, getScreen } = await render(select, selectConfig({ options, start: 'follower' }, ascii));
    expect(getScreen()).toMatchInlineSnapshot(`
      "> Your answer
        a) The leader of the partition, which takes all writes
           and, unless it was asked otherwise, all reads
      > b) A follower
        c) The controller

      Up and Down or a letter to move, Enter to choose"
    `);
    for (const key of ['up', 'up', 'up', 'enter']) events.keypress(key);
    expect(await answer).toBe('leader');
  });
});

describe('some options', () => {
  test('are ticked with Space, and the letters a and i do nothing', async () => {
    const { answer, events, getScreen } = await render(checkbox, checkboxConfig({ options }, wide));
    events.type('a');
    events.type('i');
    expect(getScreen()).toMatchInlineSnapshot(`
      "› Your answers
      ❯○ a) The leader of the partition, which takes all writes and, unless it was
            asked otherwise, all reads
       ○ b) A follower
       ○ c) The controller

      Up and Down move, Space ticks, Enter when done"
    `);
    events.keypress('space');
    for (const key of ['down', 'down', 'space', 'enter']) events.keypress(key);
    expect(await answer).toEqual(['leader', 'controller']);
    expect(getScreen()).toMatchInlineSnapshot(`"› Your answers a, c"`);
  });

  test('at least one is needed', async () => {
    const { answer, events, getScreen, nextRender } = await render(checkbox, checkboxConfig({ options }, ascii));
    events.keypress('enter');
    await nextRender();
    expect(getScreen()).toMatchInlineSnapshot(`
      "> Your answers
      >[ ] a) The leader of the partition, which takes all writes
              and, unless it was asked otherwise, all reads
       [ ] b) A follower
       [ ] c) The controller

      At least one choice must be selected
      Up and Down move, Space ticks, Enter when done"
    `);
    for (const key of ['space', 'enter']) events.keypress(key);
    expect(await answer).toEqual(['leader']);
  });
});

test('an order: Space picks up, arrows carry, Space puts down, Enter is done', async () => {
  const { answer, events, getScreen } = await render(orderPrompt, orderConfig({ options }, wide));
  for (const key of ['down', 'space', 'up']) events.keypress(key);
  expect(getScreen()).toMatchInlineSnapshot(`
    "› Your order
    ❯* 1. b) A follower
       2. a) The leader of the partition, which takes all writes and, unless it was
             asked otherwise, all reads
       3. c) The controller

    Up and Down move this answer, Space puts it down"
  `);
  for (const key of ['space', 'down', 'down', 'down']) events.keypress(key);
  expect(getScreen()).toMatchInlineSnapshot(`
    "› Your order
       1. b) A follower
       2. a) The leader of the partition, which takes all writes and, unless it was
             asked otherwise, all reads
    ❯  3. c) The controller

    Up and Down choose, Space picks up, Enter when all are in order"
  `);
  events.keypress('enter');
  expect(await answer).toEqual([1, 0, 2]);
  expect(getScreen()).toMatchInlineSnapshot(`"› Your order b a c"`);
});

test('a number says its range, refuses others, and takes 1_000', async () => {
  const { answer, events, getScreen, nextRender } = await render(input, numberConfig({ min: 0, max: 5000 }, wide));
  events.type('9999');
  events.keypress('enter');
  await nextRender();
  expect(getScreen()).toMatchInlineSnapshot(`
    "› Your number (a whole number from 0 to 5000) 9999
    Type a whole number from 0 to 5000."
  `);
  for (let times = 0; times < 4; times++) events.keypress('backspace');
  events.type('1_000');
  events.keypress('enter');
  expect(await answer).toBe('1_000');
});

test('a text is not empty', async () => {
  const { answer, events, getScreen, nextRender } = await render(input, textConfig({}, wide));
  events.keypress('enter');
  await nextRender();
  expect(getScreen()).toMatchInlineSnapshot(`
    "› Your answer
    Type an answer, then Enter."
  `);
  events.type('acks=all');
  events.keypress('enter');
  expect(await answer).toBe('acks=all');
  expect(getScreen()).toMatchInlineSnapshot(`"› Your answer acks=all"`);
});

test('a line of keys takes one key, without Enter, and no other', async () => {
  const keys = [
    { key: 'enter', does: 'next' },
    { key: 'h', does: 'hint' },
    { key: 'q', does: 'stop, answers are kept' },
  ];
  const { answer, events, getScreen } = await render(keysPrompt, { keys, look: lookOf(30) });
  expect(getScreen()).toMatchInlineSnapshot(`
    "Enter next   h hint
    q stop, answers are kept"
  `);
  events.keypress('x');
  events.keypress({ name: 'h', ctrl: true });
  expect(getScreen()).toContain('q stop');
  events.keypress('h');
  expect(await answer).toBe('h');
  expect(getScreen()).toMatchInlineSnapshot(`"› hint"`);
});

describe('a session', () => {
  function session() {
    const keyboard = new PassThrough();
    return { ui: new RichUi(wide, keyboard, new Screen(80, 20)), keyboard };
  }
  const press = (keyboard: PassThrough, keys: string) => setTimeout(() => keyboard.write(keys), 20);

  test('asks one question after the other', async () => {
    const { ui, keyboard } = session();
    press(keyboard, 'c\r');
    expect(await ui.single({ options })).toBe('controller');
    press(keyboard, ' \r');
    expect(await ui.multiple({ options })).toEqual(['leader']);
    press(keyboard, '\x1b[B \x1b[A\r');
    expect(await ui.order({ options })).toEqual(['follower', 'leader', 'controller']);
    press(keyboard, '-12\r');
    expect(await ui.number({})).toBe(-12);
    press(keyboard, ' x \r');
    expect(await ui.text({})).toBe('x');
    press(keyboard, 'n');
    expect(await ui.confirm({ prompt: 'Reset?' })).toBe(false);
    press(keyboard, 'h');
    expect(await ui.keys([{ key: 'h', does: 'hint' }])).toBe('h');
    press(keyboard, '\r');
    await ui.pause();
    ui.close();
  });

  test.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('%s ends it as a person who leaves', async (_, key) => {
    const { ui, keyboard } = session();
    press(keyboard, key);
    await expect(ui.single({ options })).rejects.toMatchObject({ name: 'Interrupted', by: 'person', exitCode: 130 });
    ui.close();
  });

  test('a terminal that goes away ends it too', async () => {
    const { ui, keyboard } = session();
    setTimeout(() => keyboard.end(), 20);
    await expect(ui.text({})).rejects.toMatchObject({ name: 'Interrupted' });
    ui.close();
  });

  test('keys can be taken back, and Ctrl-C still counts while they wait', async () => {
    const { ui, keyboard } = session();
    const taken = new AbortController();
    setTimeout(() => taken.abort(), 20);
    expect(await ui.keys([{ key: 'q', does: 'quit' }], { signal: taken.signal })).toBeUndefined();
    press(keyboard, '\x03');
    const { signal } = new AbortController();
    await expect(ui.keys([{ key: 'q', does: 'quit' }], { signal })).rejects.toMatchObject({ name: 'Interrupted' });
    ui.close();
  });

  test.each([
    ['q', 'q'],
    ['Esc', '\x1b'],
  ])('%s leaves a list that says so, and nothing else', async (_, key) => {
    const { ui, keyboard } = session();
    for (const kind of ['single', 'multiple', 'order'] as const) {
      press(keyboard, key);
      await expect(ui[kind]({ options, leave: 'back' })).rejects.toMatchObject({ name: 'Left' });
    }
    press(keyboard, `${key}\r`);
    expect(await ui.single({ options })).toBe('leader');
    ui.close();
  });

  test('Esc is the key that leads out, or says no', async () => {
    const { ui, keyboard } = session();
    press(keyboard, '\x1b');
    expect(
      await ui.keys([
        { key: 'n', does: 'next' },
        { key: 'q', does: 'leave' },
      ]),
    ).toBe('q');
    press(keyboard, '\x1b');
    expect(await ui.confirm({})).toBe(false);
    ui.close();
  });

  test('leaves no listener behind', async () => {
    const before = ['SIGTERM', 'SIGINT'].map((signal) => process.listenerCount(signal));
    const { ui, keyboard } = session();
    press(keyboard, 'x\r');
    await ui.text({});
    ui.close();
    expect(['SIGTERM', 'SIGINT'].map((signal) => process.listenerCount(signal))).toEqual(before);
    expect(keyboard.listenerCount('end')).toBeLessThanOrEqual(1);
  });
});
