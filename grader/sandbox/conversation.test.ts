import { afterEach, describe, expect, test } from 'vitest';
import { Conversation, Gone } from './conversation.ts';

// What comes in front of the child's command decides what runs, so a stranger can take the child's place.
const open: Conversation[] = [];
afterEach(() => {
  for (const conversation of open.splice(0)) conversation.end();
});

function withStranger(text: string, callMs = 1_000): Conversation {
  const conversation = new Conversation({ callMs, wrap: [process.execPath, '-e', text, '--'] });
  open.push(conversation);
  return conversation;
}

const onLine = (act: string) =>
  `console.log('ready'); require('node:readline').createInterface(process.stdin).on('line', (line) => { ${act} });`;

async function outcomes(answers: Promise<string>[]): Promise<string[]> {
  const settled = await Promise.allSettled(answers);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return one.value;
    const { cause, wasAsked } = one.reason as Gone;
    return one.reason instanceof Gone ? `${cause}${wasAsked ? '' : ', not asked'}` : String(one.reason);
  });
}

describe('a conversation', () => {
  test('gives each question its answer, in order', async () => {
    const conversation = withStranger(onLine('console.log(line.toUpperCase())'));
    expect(await outcomes([conversation.ask('a'), conversation.ask('b')])).toEqual(['A', 'B']);
    expect([conversation.isIdle, conversation.isOpen]).toEqual([true, true]);
  });

  test('ends when the process does, and says which question was open', async () => {
    const conversation = withStranger(onLine("if (line === 'b') process.exit(3); console.log(line)"));
    const asked = ['a', 'b', 'c'].map((line) => conversation.ask(line));
    expect(await outcomes(asked)).toEqual(['a', 'left', 'left, not asked']);
    expect(await outcomes([conversation.ask('d')])).toEqual(['left, not asked']);
  });

  test.skipIf(process.platform === 'win32')('knows running out of memory from leaving', async () => {
    const conversation = withStranger(onLine("process.kill(process.pid, 'SIGABRT')"));
    expect(await outcomes([conversation.ask('a')])).toEqual(['memory']);
  });

  test('ends when a question is not answered in time', async () => {
    const conversation = withStranger(onLine("if (line === 'b') for (;;) {} console.log(line)"), 300);
    const asked = ['a', 'b', 'c'].map((line) => conversation.ask(line));
    expect(await outcomes(asked)).toEqual(['a', 'timeout', 'timeout, not asked']);
    expect(conversation.isOpen).toBe(false);
  });

  test('ends when somebody speaks who was not asked', async () => {
    const conversation = withStranger(
      `${onLine('console.log(line)')} setTimeout(() => console.log('by the way'), 100);`,
    );
    expect(await outcomes([conversation.ask('a')])).toEqual(['a']);
    await expect.poll(() => conversation.isOpen).toBe(false);
  });

  test('ends when a line never ends', async () => {
    const conversation = withStranger(onLine("for (;;) require('node:fs').writeSync(1, 'x'.repeat(1e6))"), 20_000);
    expect(await outcomes([conversation.ask('a')])).toEqual(['left']);
  });

  test('is not kept alive by a line that comes in drops', async () => {
    const conversation = withStranger(onLine("setInterval(() => process.stdout.write('x'), 20)"), 200);
    expect(await outcomes([conversation.ask('a')])).toEqual(['timeout']);
  });

  test.skipIf(process.platform === 'win32')('ends with its process, whoever holds on to the pipes', async () => {
    const heir = "require('node:child_process').spawn('sleep', ['5'], { stdio: 'inherit', detached: true }).unref()";
    const conversation = withStranger(onLine(`${heir}; process.exit(0)`), 20_000);
    const started = performance.now();
    expect(await outcomes([conversation.ask('a')])).toEqual(['left']);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('that cannot begin is nobody’s fault but ours', async () => {
    const broken = withStranger("console.error('no such thing'); process.exit(9)");
    expect(await outcomes([broken.ask('a')])).toEqual([
      "Error: The process that runs a student's code could not be started: no such thing (exit code 9, signal null)",
    ]);
    const absent = new Conversation({ callMs: 1_000, wrap: ['no-such-command'] });
    expect((await outcomes([absent.ask('a')]))[0]).toMatch(/^Error: The process .* ENOENT$/);
  });
});
