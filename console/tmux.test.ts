import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTmux, openTmux, type RealTerminal } from '../src/terminal/testing/tmux.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-console-'));

// What only a terminal shows; everything that is printed is tested without one.
describe.skipIf(!hasTmux)('at a terminal of 80 columns and 20 rows (needs tmux)', () => {
  let terminal: RealTerminal;

  beforeAll(() => {
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    terminal = openTmux({ columns: 80, rows: 20, cwd, env: { KF_PROGRESS: folder } });
  });
  afterAll(() => {
    terminal.close();
    rmSync(folder, { recursive: true });
  });

  test('it completes, pages, remembers, and Ctrl-C and Ctrl-D end what they should', async () => {
    const { start, press, until } = terminal;
    await start('$NODE start/program.mjs console/kafka.ts');
    await press(/kafka>$/, 'kafka-top', 'Tab');
    await press(/kafka-topics\.sh$/, '--cr', 'Tab');
    await press(/--create$/, '--topic orders --partitions 9', 'Enter');
    await press(/Created topic orders\.\nkafka>$/, 'draw orders', 'Enter');
    await press(/-- \d+ more lines: Enter shows them, q stops --$/, 'Enter');
    await press(/orders-8[\s\S]*kafka>$|more line/, 'q', 'Enter');
    await press(/kafka>$/, 'kafka-console-producer.sh --topic orders', 'Enter');
    await press(/\n>$/, 'one', 'Enter');
    await press(/>one\n>$/, 'half', 'C-c');
    await press(/>half\^C\nkafka>$/, 'kafka-console-producer.sh --topic orders', 'Enter');
    await press(/\n>$/, 'two', 'Enter');
    await press(/>two\n>$/, 'C-d');
    await press(/>\nkafka>$/, 'never run', 'C-c');
    await press(/kafka> never run\^C\nkafka>$/, 'kafka-console-consumer.sh --topic orders --from-beginning', 'Enter');
    await press(/\none\ntwo\nProcessed a total of 2 messages\nkafka>$/, "echo 'a", 'Enter');
    await press(/\n>$/, "b'", 'Enter');
    await press(/\na\nb\nkafka>$/, 'Up', 'Up');
    await press(/kafka> echo 'a$/, 'C-c');
    await press(/kafka>$/, 'play crash-loses', 'Enter');
    await press(/step 0\/7>$/, 'Enter');
    await press(/Step 1 of 7[\s\S]*step 1\/7>$|more line/, 'q', 'Enter');
    await press(/step 1\/7>$|kafka>$/, 'C-d');
    await until(/ended with 0/);
    // The newest first, without repeats.
    expect(JSON.parse(readFileSync(join(folder, 'kafka-history.json'), 'utf8')).slice(0, 2)).toEqual([
      'q',
      'play crash-loses',
    ]);
  });
});
