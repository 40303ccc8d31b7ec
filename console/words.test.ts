import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { aShell } from './testing/a-shell.ts';

let { shell, type } = aShell();
beforeEach(() => {
  ({ shell, type } = aShell());
});

const orders = 'kafka-topics.sh --create --topic orders --replica-assignment 1:2:3,2:3:1\n';

describe('brokers', () => {
  it('stop, start, crash and lose their disks, and the news is told', () => {
    type(`${orders}echo a:1 | kafka-console-producer.sh --topic orders`);
    expect(type('stop broker 1')).toMatchInlineSnapshot(`
      "orders-0 leader changed from b1 to b2, epoch 1
      orders-0 ISR changed from b1 b2 b3 to b2 b3
      orders-1 ISR changed from b2 b3 b1 to b2 b3
      "
    `);
    expect(type('start broker 1\nadvance 1s')).toMatchInlineSnapshot(`
      "Broker 1 is up. Its followers fetch when time passes.
      orders-0 ISR changed from b2 b3 to b2 b3 b1
      orders-1 ISR changed from b2 b3 to b2 b3 b1
      "
    `);
    expect(type('crash broker 2')).toBe('Broker 2 is dead, and nobody has noticed yet: advance 10s\n');
    expect(type('advance 10s')).toMatch(/orders-1 leader changed from b2 to b3, epoch 1/);
    expect(type('lose disk 3')).toMatch(/orders-0 ISR changed from b3 b1 to b1/);
    expect(type('kafka-topics.sh --describe --topic orders | grep "Partition: 0"')).toMatch(
      /Leader: 1\t.*Isr: 1\tElr: /,
    );
  });

  it('are named in words, and a wrong one is told', () => {
    expect(type('stop the broker b1')).toBe('Broker 1 is down.\n');
    expect(type('stop broker 1')).toBe('BROKER_NOT_AVAILABLE: Broker 1 is down already.\n');
    expect(shell.exitCode).toBe(1);
    expect(type('stop broker 9')).toBe('Which broker? There are 1, 2, 3. Type: stop broker 2\n');
    expect(shell.exitCode).toBe(2);
    type('stop broker 2\nstop broker 3');
    expect(type('kafka-topics.sh --list')).toBe(
      'Error while executing topic command : Timed out waiting for a node assignment.\n',
    );
  });
});

describe('consumers that stay', () => {
  beforeEach(() => {
    type(`${orders}seq 4 | kafka-console-producer.sh --topic orders`);
  });

  it('join, poll, commit, crash and are missed after their session', () => {
    expect(type('join member c1 to group billing for topic orders auto.offset.reset=earliest')).toBe(
      'group billing rebalanced, generation 1: c1 orders-0 orders-1\n',
    );
    expect(type('poll c1 1')).toMatch(/^Partition:\d\tOffset:0\tnull\t1\n$/);
    expect(type('commit c1')).toMatch(/group billing committed 1 for orders-\d/);
    expect(type('start member c2 in billing on orders')).toMatch(/generation 2: c1 orders-0, c2 orders-1/);
    expect(type('crash c1')).toBe('c1 is dead, and its group has not noticed yet: advance 50s\n');
    expect(type('draw group billing')).toMatch(/members: c1 crashed, c2/);
    expect(type('advance 50s')).toMatch(
      /^group billing removed c1: its session timed out\n[\s\S]*rebalanced, generation 3: c2 orders-0 orders-1\n$/,
    );
  });

  it('stall, freeze and wake', () => {
    type('join c1 billing orders\nstall c1');
    expect(type('advance 6m')).toMatch(/group billing removed c1: it left/);
    expect(type('wake c1\nadvance 5s')).toMatch(/rebalanced, generation \d+: c1 orders-0 orders-1/);
    type('freeze c1');
    expect(type('advance 50s')).toMatch(/removed c1: its session timed out/);
  });

  it('are asked for when a sentence does not say which', () => {
    expect(type('poll')).toBe('No consumer runs. Start one: join c1 billing orders\n');
    expect(type('join c1 billing')).toBe('Who, in which group, for which topic? Type: join c1 billing orders\n');
    expect(type('join c1 billing nope')).toBe('There is no topic nope. Those there are: kafka-topics.sh --list\n');
    type('join c1 billing orders\njoin c1 email orders');
    expect(type('poll c1')).toBe(
      'Which c1? There are c1 (in billing), c1 (in email). Add the group: poll c1 billing\n',
    );
    expect(type('poll c1 billing')).toMatch(/^nothing new\n/);
    expect(type('poll c7')).toMatch(/^No consumer c7 runs\. There are c1/);
  });
});

describe('pictures', () => {
  it('of a topic, one partition, a group and everything', () => {
    type(`${orders}printf 'a:1\\na:2\\n' | kafka-console-producer.sh --topic orders --reader-property parse.key=true --reader-property key.separator=:
join c1 billing orders auto.offset.reset=earliest\npoll c1\ncommit c1\nstall broker 3`);
    expect(type('draw orders-0')).toMatchInlineSnapshot(`
      "orders-0   leader b1, epoch 0   ISR b1 b2 b3
        b1 leader   │a:1│a:2│
        b2          │a:1│a:2│
        b3 stalled  │a:1│a:2│
                             ▲ high watermark 2
      "
    `);
    expect(type('draw orders offsets')).toMatchInlineSnapshot(`
      "orders-0   leader b1, epoch 0   ISR b1 b2 b3
        b1 leader   │0│1│
        b2          │0│1│
        b3 stalled  │0│1│
                         ▲ high watermark 2
      orders-1   leader b2, epoch 0   ISR b2 b3 b1
        b2 leader   │
        b3 stalled  │
        b1          │
                     ▲ high watermark 0
      "
    `);
    expect(type('draw group billing')).toMatchInlineSnapshot(`
      "group billing   Stable   generation 1   members: c1
        partition  owner  committed  position  log end  lag
        orders-0   c1     2          2         2        0
        orders-1   c1     0          0         0        0
      "
    `);
    expect(type('draw')).toMatch(/^at 3000 ms {3}b1 up {3}b2 up {3}b3 stalled\norders-0 [\s\S]*\ngroup billing/);
    expect(type('draw nope')).toBe('There is no topic nope. There are orders.\n');
    expect(type('draw billing')).toBe(
      'There is no topic billing. There are orders. There is a group of that name: draw group billing\n',
    );
    expect(type('draw group nope')).toBe('There is no group nope. Groups: billing.\n');
  });
});

describe('time', () => {
  it('passes as told, and no other way', () => {
    const { cluster } = shell.session;
    const began = cluster.nowMs;
    type('advance 10s\nadvance 5 minutes\nadvance the clock by 1h30m\nsleep 2');
    expect(cluster.nowMs - began).toBe(10_000 + 300_000 + 5_400_000 + 2000);
    expect(type('advance')).toBe('How long? A number and ms, s, m, h or d, 31 days at most: advance 10s\n');
    expect(type('advance 40d')).toMatch(/^How long/);
  });

  it('lets retention and the cleaner do their work', () => {
    type(
      'kafka-topics.sh --create --topic t --config retention.ms=60000\nseq 3 | kafka-console-producer.sh --topic t\nadvance 2m',
    );
    expect(type('retention')).toBe('t-0 retention deleted 0 1 2\n');
    expect(type('retention')).toBe('Nothing was old or large enough to be deleted.\n');
    expect(type('clean')).toBe('No log was dirty enough to be cleaned.\n');
  });
});

describe('scenarios', () => {
  it('are played forwards and back, and the own cluster waits', () => {
    type(orders);
    expect(type('play nope')).toBe('There is no scenario nope. Type play to see those there are.\n');
    expect(type('play crash-loses')).toMatch(
      /^A consumer commits before processing, and crashes\n[\s\S]*next plays the first step\.\n$/,
    );
    expect(shell.prompt).toBe('step 0/7> ');
    const first = type('next');
    expect(first).toMatch(/^\nStep 1 of 7\njoin: group billing/);
    type('next');
    expect(type('kafka-consumer-groups.sh --describe --group billing')).toMatch(/billing +orders +0 +- +5 +- +first-1/);
    expect(type('back')).toBe(first);
    expect(type('back')).toMatch(/^Before the first step/);
    expect(type('back')).toBe('This is the beginning. next plays the first step.\n');
    expect(type('next\nnext\nnext\nnext\nnext\nnext\nnext\nnext')).toMatch(
      /That was all of it: 7 steps\. back, or end\n$/,
    );
    expect(type('end')).toBe('Back on your own cluster.\n');
    expect(type('kafka-topics.sh --list')).toBe('orders\n');
    expect(type('next')).toBe('No scenario is being played. Type play to see those there are.\n');
  });

  it('can all be played to the end', () => {
    const names = [...type('play').matchAll(/^(\S+) {2,}\S/gm)].map(([, name]) => name as string);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      type(`play ${name} all`);
      expect(shell.exitCode, name).toBe(0);
    }
  });
});

describe('a session', () => {
  it('is saved as a script and loaded again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'session-'));
    const file = join(folder, 'mine.sh');
    try {
      type(`${orders}kafka-console-producer.sh --topic orders\none\ntwo\n\nhelp\nkafka-topics.sh \\\n --list`);
      expect(type(`save ${file}`)).toBe(`7 lines in ${file}\n`);
      expect(type(`save ${file}`)).toBe(`${file} is there already: choose another name.\n`);
      expect(readFileSync(file, 'utf8')).not.toMatch(/help|save/);
      const drawn = type('draw orders');
      expect(type('reset')).toBe('A new cluster of three brokers, without topics.\n');
      expect(type(`load ${file}`)).toMatch(
        /^\$ kafka-topics.sh --create.*\nCreated topic orders\.\n[\s\S]*>one\n>two\n/,
      );
      expect(type('draw orders')).toBe(drawn);
      expect(type('load nothing.sh')).toBe('There is no file nothing.sh here.\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('knows its commands, and what was probably meant', () => {
    expect(type('kafka-topic.sh --list')).toBe('kafka-topic.sh: command not found. Did you mean kafka-topics.sh?\n');
    expect(shell.exitCode).toBe(127);
    expect(type('drwa')).toBe('drwa: command not found. Did you mean draw?\n');
    expect(type('ls')).toBe('ls: command not found. Did you mean kafka-topics.sh --list?\n');
    expect(type('lsx')).toBe('lsx: command not found. Type help to see what there is.\n');
    expect(type('xyzzy')).toBe('xyzzy: command not found. Type help to see what there is.\n');
    expect(type('help')).toMatch(/kafka-topics +creates, lists[\s\S]*draw +shows partitions/);
    expect(type('help kafka-topics.sh')).toMatch(
      /^kafka-topics: creates[\s\S]*--partitions number +how many partitions/,
    );
    expect(type('kafka-configs --help')).toMatch(/^kafka-configs: shows/);
    expect(type('help nope')).toBe('There is no command nope. Type help to see those there are.\n');
  });
});
