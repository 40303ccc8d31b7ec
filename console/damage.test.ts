import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands } from './commands.ts';
import { aShell } from './testing/a-shell.ts';
import { flagsOf } from './tools/options.ts';

const flagNames = [...commands.values()].flatMap(({ flags }) => (flags === undefined ? [] : flagsOf(flags)));
const aFlag = fc.constantFrom(...new Set(flagNames.map(({ name }) => `--${name}`)));
const aCommand = fc.constantFrom(...[...commands.keys()].filter((name) => !['save', 'load', 'exit'].includes(name)));
const aName = fc.constantFrom(
  'orders',
  'billing',
  'c1',
  'c2',
  'crash-loses',
  'nope',
  'a_b',
  '__proto__',
  'constructor',
);
const aValue = fc.oneof(
  aName,
  fc.constantFrom(
    '0',
    '-1',
    '3',
    '99999999999',
    '1e3',
    'x=y',
    'key.separator=:',
    'parse.key=true',
    'print.key=true',
    'orders:0,1',
  ),
  fc.constantFrom(
    'preferred',
    'topics',
    'brokers',
    'retention.ms=1',
    'cleanup.policy=compact',
    'stable',
    '1:2,2:3',
    'group',
    'broker',
    '2',
    '10s',
    '(',
    '[a',
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const aJoint = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  ' ',
  '  ',
  ' | ',
  ' && ',
  ' ; ',
  ' <<< ',
  ' < ',
  ' <<E\n',
  '\n',
  "'",
  '"',
  '\\',
  '$',
  '#',
  '>',
  '&',
);

/** Lines that are nearly right: commands, flags and values in any order, with joints of a shell in between. */
const aDamagedLine = fc
  .tuple(aCommand, fc.array(fc.tuple(aJoint, fc.oneof(aFlag, aValue, aCommand)), { maxLength: 8 }))
  .map(([command, rest]) => command + rest.map(([joint, word]) => joint + word).join(''));

const aSentence = fc
  .tuple(aCommand, fc.array(fc.oneof(aFlag, aValue), { maxLength: 6 }))
  .map(([command, words]) => [command, ...words].join(' '));

it('2,000 damaged command lines never crash it', { timeout: 120_000 }, () => {
  let { shell, type } = aShell();
  let count = 0;
  fc.assert(
    fc.property(fc.oneof(aDamagedLine, aSentence), (line) => {
      if (count++ % 50 === 0) {
        ({ shell, type } = aShell());
        type(
          'kafka-topics.sh --create --topic orders --partitions 3\nseq 3 | kafka-console-producer.sh --topic orders\njoin c1 billing orders',
        );
      }
      type(line);
      shell.end();
      shell.interrupt();
      expect(Number.isInteger(shell.exitCode)).toBe(true);
      expect(shell.isInside).toBe(false);
    }),
    { numRuns: 2000, seed: 8, endOnFailure: true },
  );
});
