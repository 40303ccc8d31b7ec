import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// One look at a real terminal; the other tests say how each prompt behaves.
const hasTmux = process.platform !== 'win32' && spawnSync('tmux', ['-V']).status === 0;
const socket = `kafka-fundamentals-${process.pid}`;
const tmux = (...args: string[]) => execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8' });
const screen = () => tmux('capture-pane', '-p', '-S', '-200').trimEnd();

async function until(shown: string | RegExp) {
  const pattern = new RegExp(shown);
  for (let waited = 0; waited < 20_000 && !pattern.test(screen()); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(screen()).toMatch(pattern);
}

async function press(shown: string, ...keys: string[]) {
  await until(shown);
  tmux('send-keys', ...keys);
}

/** Types a command on an empty screen. What is on the screen afterwards can only be its own. */
async function start(command: string) {
  tmux('send-keys', 'clear; echo cleared', 'Enter');
  await until(/^cleared$/m);
  tmux('clear-history');
  tmux('send-keys', `clear; ${command}; echo "ended with $?"`, 'Enter');
}

describe.skipIf(!hasTmux)('in a terminal of 60 columns', () => {
  const program = '$NODE start/program.mjs src/terminal/fixtures/questions.ts';

  beforeAll(() => {
    const env = ['LC_ALL=C.UTF-8', 'CI=', 'NO_COLOR=1', 'PS1=$ ', `NODE=${process.execPath}`].flatMap((each) => [
      '-e',
      each,
    ]);
    tmux('-f', '/dev/null', 'new-session', '-d', '-x', '60', '-y', '16', ...env, 'sh');
  });
  afterAll(() => {
    tmux('kill-server');
  });

  test('every kind of question is asked, answered and left behind in one line', async () => {
    await start(program);
    await press('Enter to choose', 'b', 'Enter');
    await press('Enter when done', 'Space', 'Down', 'Space', 'Enter');
    await press('Space picks up', 'Space', 'Down', 'Space', 'Enter');
    await press('a whole number from 0 to 5', '9', 'Enter');
    await press('Type a whole number', 'BSpace', '3', 'Enter');
    await press('number: 3', 'acks', 'Enter');
    await press('Reset?', 'y');
    await press('h hint', 'h');
    await press('Enter go on', 'Enter');
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
    await start(program);
    await press('Enter to choose', key);
    await until('ended with 130');
    expect(tmux('display-message', '-p', '#{cursor_flag}').trim()).toBe('1');
  });

  test('a program that is told to end gives the cursor back', async () => {
    await start(`sh -c 'echo pid $$; exec ${program}'`);
    await until(/pid \d+\s[\s\S]*Enter to choose/);
    expect(tmux('display-message', '-p', '#{cursor_flag}').trim()).toBe('0');
    process.kill(Number(/pid (\d+)\s/.exec(screen())?.[1]), 'SIGTERM');
    await until('ended with 143');
    expect(tmux('display-message', '-p', '#{cursor_flag}').trim()).toBe('1');
  });
});
