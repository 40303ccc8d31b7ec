import { describeSettings } from '#kafka';
import { commands, findCommand } from './commands.ts';
import type { Session } from './session.ts';
import { flagsOf } from './tools/options.ts';

/** What the last word of a line may become, and that word: as node:readline wants it. */
export function complete(line: string, session: Session): [hits: string[], word: string] {
  const part = line.split(/\|\||&&|[|;]/).at(-1) ?? '';
  const words = part.trimStart().split(/\s+/);
  const word = words.at(-1) ?? '';
  const hits = candidates(words.slice(0, -1), word, session).filter((each) => each.startsWith(word));
  return [hits.toSorted().map((hit) => (/[.=:,]$/.test(hit) ? hit : `${hit} `)), word];
}

function candidates(before: readonly string[], word: string, session: Session): readonly string[] {
  const [name, ...given] = before;
  if (name === undefined) return [...commands.keys()].map((each) => (each.startsWith('kafka-') ? `${each}.sh` : each));
  const command = findCommand(name);
  if (command?.flags === undefined) return command?.complete?.(session, given) ?? [];
  const flags = flagsOf(command.flags);
  const flag = flags.find((each) => `--${each.name}` === given.at(-1));
  if (flag?.value !== undefined && !word.startsWith('-')) return valuesOf(flag.name, given, session);
  return flags.map((each) => `--${each.name}`);
}

function valuesOf(flag: string, given: readonly string[], { cluster }: Session): readonly string[] {
  const topics = [...cluster.controller.topics.keys()];
  const brokers = [...cluster.brokers.keys()].map(String);
  switch (flag) {
    case 'topic':
      return topics;
    case 'group':
      return [...cluster.groups.keys()];
    case 'entity-name':
      return given.includes('brokers') ? brokers : topics;
    case 'broker':
      return brokers;
    case 'config':
    case 'add-config':
      return describeSettings('topic').map(({ name }) => `${name}=`);
    case 'delete-config':
      return describeSettings('topic').map(({ name }) => name);
    case 'command-property':
      return describeSettings(given.includes('--reader-property') ? 'producer' : 'consumer').map(
        ({ name }) => `${name}=`,
      );
    default:
      return fixedValues[flag] ?? [];
  }
}

const fixedValues: Readonly<Record<string, readonly string[]>> = {
  'bootstrap-server': ['localhost:9092'],
  'election-type': ['preferred', 'unclean'],
  'entity-type': ['topics', 'brokers'],
  'formatter-property': [
    'print.key=true',
    'print.partition=true',
    'print.offset=true',
    'print.timestamp=true',
    'print.headers=true',
    'key.separator=',
  ],
  'isolation-level': ['read_committed', 'read_uncommitted'],
  'reader-property': ['parse.key=true', 'parse.headers=true', 'key.separator=', 'null.marker='],
  'request-required-acks': ['0', '1', 'all'],
  offset: ['earliest', 'latest'],
};
