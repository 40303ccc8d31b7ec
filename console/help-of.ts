import { columns, wrap } from '#terminal';
import type { Command } from './command.ts';
import { flagsOf } from './tools/options.ts';

type Helpful = Pick<Command, 'name' | 'summary' | 'usage' | 'flags' | 'notes'>;

/** The help text of one command, `width` columns wide. */
export function helpOf({ name, summary, usage, flags, notes = [] }: Helpful, width: number): string {
  const rows =
    flags === undefined ? [] : flagsOf(flags).map(({ name, value = '', doc }) => [`--${name} ${value}`.trim(), doc]);
  const lines = [
    ...wrap(`${name}: ${summary}`, width),
    '',
    ...usage.map((line) => `  ${line}`),
    ...(rows.length === 0 ? [] : ['', ...columns(rows, { width, indent: 2 })]),
    ...(notes.length === 0 ? [] : ['', ...notes.flatMap((note) => wrap(note, width))]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Commands and what they do, a line each. */
export function listOf(commands: readonly Command[], width: number): string[] {
  // All lists have the same first column, as wide as the longest of Kafka's names.
  return commands.flatMap(({ name, summary }) => wrap(summary, width, { first: `  ${name.padEnd(24)}` }));
}
