import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTmux, openTmux, type RealTerminal } from './testing/tmux.ts';

// One look at a real terminal; the other tests say how each prompt behaves.
describe.skipIf(!hasTmux)('in a terminal of 60 columns (needs tmux)', () => {
  const program = '$NODE start/program.mjs src/terminal/fixtures/questions.ts';
  let terminal: RealTerminal;

  beforeAll(() => {
    terminal = openTmux({ columns: 60, rows: 16, env: { NO_COLOR: '1' } });
  });
  afterAll(() => terminal.close());

  test('every kind of question is asked, answered and left behind in one line', async () => {
    const { start, press, until, screen } = terminal;
    await start(program);
    await press(/Enter to choose/, 'b', 'Enter');
    await press(/Enter when done/, 'Space', 'Down', 'Space', 'Enter');
    await press(/Space picks up/, 'Space', 'Down', 'Space', 'Enter');
    await press(/a whole number from 0 to 5/, '9', 'Enter');
    await press(/Type a whole number/, 'BSpace', '3', 'Enter');
    await press(/number: 3/, 'acks', 'Enter');
    await press(/Reset\?/, 'y');
    await press(/h hint/, 'h');
    await press(/Enter go on/, 'Enter');
    await until(/ended with \d/);
    expect(/Who.*ended with \d+/s.exec(screen())?.[0]).toMatchInlineSnapshot(`
      "Who takes writes?
      › Your answer b) A follower
      single: follower
      › Your answers a, b
      multiple: leader,follower
      › Your order b a c
      order: follower,leader,controller
      › Your number (a whole number from 0 to 5) 3
      number: 3
      › Your answer acks
      text: acks
      Reset?
      › yes
      confirm: true
      › hint
      keys: h
      › go on
      ended with 0"
    `);
  });

  test.each([
    ['Ctrl-C', 'C-c'],
    ['Ctrl-D', 'C-d'],
  ])('%s ends it with 130 and a visible cursor', async (_, key) => {
    const { start, press, until } = terminal;
    await start(program);
    await press(/Enter to choose/, key);
    await until(/ended with 130/);
    expect(terminal.isCursorShown()).toBe(true);
  });

  test('a program that is told to end gives the cursor back', async () => {
    const { start, until, screen } = terminal;
    await start(`sh -c 'echo pid $$; exec ${program}'`);
    await until(/pid \d+\s[\s\S]*Enter to choose/);
    expect(terminal.isCursorShown()).toBe(false);
    process.kill(Number(/pid (\d+)\s/.exec(screen())?.[1]), 'SIGTERM');
    await until(/ended with 143/);
    expect(terminal.isCursorShown()).toBe(true);
  });
});
