import type { Command, Context } from '../command.ts';
import { WordError } from '../words/word-error.ts';
import { unescaped } from './syntax.ts';

/** The few commands of a Unix shell that stand beside Kafka's in tutorials. */
export const helpers: readonly Command[] = [
  {
    name: 'echo',
    summary: 'prints its words, for a producer to read',
    usage: ["echo 'user1:placed' | kafka-console-producer.sh --topic orders ..."],
    run: ({ args, out }) => {
      const options = args.findIndex((word) => !/^-[neE]+$/.test(word));
      const words = options < 0 ? [] : args.slice(options);
      const flags = (options < 0 ? args : args.slice(0, options)).join('');
      const text = flags.includes('e') ? unescaped(words.join(' ')) : words.join(' ');
      out(flags.includes('n') ? text : `${text}\n`);
      return 0;
    },
  },
  {
    name: 'printf',
    summary: 'prints its words by a pattern, for a producer to read',
    usage: ["printf '%s\\n' a b c | kafka-console-producer.sh --topic orders"],
    run: ({ args: [pattern = '', ...words], out }) => {
      out(printf(pattern, words));
      return 0;
    },
  },
  {
    name: 'seq',
    summary: 'counts, a number a line',
    usage: ['seq 1 5 | kafka-console-producer.sh --topic orders'],
    run: ({ args, out }) => {
      const numbers = args.map((word) => (/^-?\d{1,9}$/.test(word) ? Number(word) : Number.NaN));
      const [from = Number.NaN, step = Number.NaN, to = Number.NaN] =
        numbers.length === 3 ? numbers : [numbers.length === 2 ? numbers[0] : 1, 1, numbers.at(-1)];
      const count = Math.floor((to - from) / step) + 1;
      if (Number.isNaN(count) || count > 10_000)
        throw new WordError('From where to where? At most 10,000 numbers: seq 1 5');
      out(Array.from({ length: Math.max(0, count) }, (_, index) => `${from + index * step}\n`).join(''));
      return 0;
    },
  },
  {
    name: 'cat',
    summary: 'prints what it is given',
    usage: ['cat <<EOF | kafka-console-producer.sh --topic orders'],
    run: ({ args, input = [], out }) => {
      if (args.length > 0) throw new WordError('cat takes what is piped into it here. To run a script: load FILE');
      out(input.map((line) => `${line}\n`).join(''));
      return 0;
    },
  },
  filter('head', 'the first lines', 'kafka-topics.sh --list | head -3', (lines, args) => lines.slice(0, countIn(args))),
  filter('tail', 'the last lines', 'kafka-topics.sh --list | tail -3', (lines, args) => lines.slice(-countIn(args))),
  filter('sort', 'the lines in order', 'kafka-topics.sh --list | sort', (lines) => lines.toSorted()),
  filter('grep', 'the lines with a text', 'kafka-topics.sh --describe | grep Leader', (lines, args) =>
    lines.filter(matcher(args)),
  ),
  filter('less', 'the lines; long output is paged anyway', 'kafka-topics.sh --describe | less', (lines) => lines),
  filter('more', 'as less', 'kafka-topics.sh --describe | more', (lines) => lines),
  filter('wc', 'how many lines there are', 'kafka-topics.sh --list | wc -l', (lines) => [`${lines.length}`]),
  {
    name: 'sleep',
    summary: 'lets seconds pass on the virtual clock',
    usage: ['sleep 5'],
    run: ({ args: [seconds = ''], session }) => {
      const text = seconds.replace(/s$/, '');
      if (!/^\d{1,6}(?:\.\d{1,3})?$/.test(text)) throw new WordError('How many seconds? sleep 5');
      session.player.perform({ do: 'advance', ms: Math.round(Number(text) * 1000) });
      return 0;
    },
  },
  { name: 'clear', summary: 'clears the screen of a terminal (so does Ctrl-L)', usage: ['clear'], run: () => 0 },
  { name: 'true', summary: 'does nothing', usage: ['true'], run: () => 0 },
  { name: 'false', summary: 'fails', usage: ['false'], run: () => 1 },
];

function filter(
  name: string,
  summary: string,
  example: string,
  work: (lines: readonly string[], args: readonly string[]) => readonly string[],
): Command {
  const run = ({ args, input, out }: Context): number => {
    if (input === undefined) throw new WordError(`${name} takes what another command prints: ${example}`);
    const lines = work(input, args);
    out(lines.map((line) => `${line}\n`).join(''));
    return name === 'grep' && lines.length === 0 ? 1 : 0;
  };
  return { name, summary, usage: [example], run };
}

function countIn(args: readonly string[]): number {
  const number = /\d{1,9}/.exec(args.join(' '))?.[0];
  return number === undefined ? 10 : Number(number);
}

function matcher(args: readonly string[]): (line: string) => boolean {
  const flags = args.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('');
  const text = args.find((word) => !/^-[a-zA-Z]+$/.test(word)) ?? '';
  const ignoresCase = flags.includes('i');
  const bare = (line: string) => (ignoresCase ? line.toLowerCase() : line);
  const isInverted = flags.includes('v');
  return (line) => bare(line).includes(bare(text)) !== isInverted;
}

/** The pattern is used again as long as there are words; `%s`, `%d` and `%%` are known. */
function printf(pattern: string, words: readonly string[]): string {
  const rest = [...words];
  let text = '';
  do {
    const before = rest.length;
    text += unescaped(pattern).replace(/%([sd%])/g, (_, kind: string) =>
      kind === '%' ? '%' : (rest.shift() ?? (kind === 'd' ? '0' : '')),
    );
    if (rest.length === before) break;
  } while (rest.length > 0);
  return text;
}
