import type { Command } from './command.ts';
import { flagsOf } from './tools/options.ts';

/** The help text of one command. */
export function helpOf({
  name,
  summary,
  usage,
  flags,
  notes = [],
}: Pick<Command, 'name' | 'summary' | 'usage' | 'flags' | 'notes'>): string {
  const lines = [`${name}: ${summary}`, '', ...usage.map((line) => `  ${line}`)];
  if (flags !== undefined) {
    const named = flagsOf(flags).map(({ name, value, doc }) => [
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      doc,
    ]);
    const width = Math.min(34, Math.max(...named.map(([flag = '']) => flag.length)));
    lines.push(
      '',
      ...named.map(([flag = '', doc = '']) =>
        flag.length > width ? `  ${flag}\n  ${' '.repeat(width)}  ${doc}` : `  ${flag.padEnd(width)}  ${doc}`,
      ),
    );
  }
  if (notes.length > 0) lines.push('', ...notes);
  return `${lines.join('\n')}\n`;
}
