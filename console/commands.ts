import { wrap } from '#terminal';
import type { Command } from './command.ts';
import { helpOf, listOf } from './help-of.ts';
import { helpers } from './shell/helpers.ts';
import { kafkaConfigs } from './tools/kafka-configs.ts';
import { kafkaConsoleConsumer } from './tools/kafka-console-consumer.ts';
import { kafkaConsoleProducer } from './tools/kafka-console-producer.ts';
import { kafkaConsumerGroups } from './tools/kafka-consumer-groups.ts';
import { kafkaLeaderElection } from './tools/kafka-leader-election.ts';
import { kafkaTopics } from './tools/kafka-topics.ts';
import { crash, lose, stall, start, stop, wake } from './words/brokers.ts';
import { advance, clean, retention } from './words/clock.ts';
import { draw } from './words/draw.ts';
import { commit, freeze, join, leave, poll } from './words/members.ts';
import { back, end, next, play } from './words/play.ts';
import { load, reset, save } from './words/session-files.ts';
import { WordError } from './words/word-error.ts';

/** Kafka's own tools. */
export const tools: readonly Command[] = [
  kafkaTopics,
  kafkaConsoleProducer,
  kafkaConsoleConsumer,
  kafkaConsumerGroups,
  kafkaConfigs,
  kafkaLeaderElection,
];

const help: Command = {
  name: 'help',
  summary: 'what can be typed; help COMMAND says more',
  usage: ['help', 'help kafka-topics'],
  run: ({ args: [name], out, canvas: { width } }) => {
    const command = name === undefined ? undefined : findCommand(name);
    if (name !== undefined && command === undefined)
      throw new WordError(`There is no command ${name}. Type help to see those there are.`);
    out(command === undefined ? overview(width) : helpOf(command, width));
    return 0;
  },
  complete: (_, given) => (given.length === 0 ? [...commands.keys()] : []),
};

const exit: Command = { name: 'exit', summary: 'leaves (so does Ctrl-D)', usage: ['exit'], run: () => 0 };

/** What only a model can do, in plain words. */
export const words: readonly { readonly title: string; readonly commands: readonly Command[] }[] = [
  { title: 'See', commands: [draw] },
  { title: 'Break brokers', commands: [stop, crash, start, stall, wake, lose] },
  { title: 'Consumers that stay', commands: [join, poll, commit, leave, freeze] },
  { title: 'Time', commands: [advance, retention, clean] },
  { title: 'Scenarios', commands: [play, next, back, end] },
  { title: 'This session', commands: [save, load, reset, help, exit] },
];

/** Everything that can be typed, by name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [...tools, ...words.flatMap((group) => group.commands), ...helpers].map((command) => [command.name, command]),
);

const aliases: Readonly<Record<string, string>> = {
  '?': 'help',
  'lose-disk': 'lose',
  compact: 'clean',
  cleaner: 'clean',
  man: 'help',
  n: 'next',
  quit: 'exit',
  resume: 'wake',
  retain: 'retention',
};

/** The command of that name: with or without a folder, `.sh` and `.bat`. */
export function findCommand(word: string): Command | undefined {
  const name = word.replace(/^.*[/\\]/, '').replace(/\.(?:sh|bat)$/i, '');
  return commands.get(name) ?? commands.get(aliases[name] ?? '');
}

/** Whether a line begins with one of Kafka's tools: then it is no record for a producer. */
export function isToolLine(line: string): boolean {
  const word = /^\s*(\S+)/.exec(line)?.[1] ?? '';
  return /(?:^|[/\\])kafka-[a-z-]+(?:\.sh|\.bat)?$/.test(word) && tools.includes(findCommand(word) as Command);
}

function overview(width: number): string {
  const lines = [
    "Kafka's tools, with or without .sh and --bootstrap-server",
    ...listOf(tools, width),
    ...words.flatMap(({ title, commands: some }) => ['', title, ...listOf(some, width)]),
    '',
    ...wrap(`Beside them: ${helpers.map(({ name }) => name).join(', ')}, pipes, && and here-documents (<<EOF).`, width),
    ...wrap('help COMMAND says more. Tab completes, Ctrl-C ends a command, Ctrl-D leaves.', width),
  ];
  return `${lines.join('\n')}\n`;
}
