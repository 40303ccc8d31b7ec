import { commands } from './commands.ts';

/** Words that people try, and what does it. */
const tried: Readonly<Record<string, string>> = {
  brokers: 'draw',
  consume: 'kafka-console-consumer.sh --topic orders --from-beginning',
  consumer: 'kafka-console-consumer.sh --topic orders --from-beginning',
  create: 'kafka-topics.sh --create --topic orders --partitions 3',
  delete: 'kafka-topics.sh --delete --topic orders',
  describe: 'kafka-topics.sh --describe --topic orders',
  groups: 'kafka-consumer-groups.sh --describe --all-groups',
  kafka: 'kafka-topics.sh --list',
  lag: 'kafka-consumer-groups.sh --describe --all-groups',
  list: 'kafka-topics.sh --list',
  ls: 'kafka-topics.sh --list',
  produce: 'kafka-console-producer.sh --topic orders',
  producer: 'kafka-console-producer.sh --topic orders',
  show: 'draw',
  status: 'draw',
  topics: 'kafka-topics.sh --list',
};

/** What a word that is no command may have meant: something to type, or `undefined`. */
export function didYouMean(word: string): string | undefined {
  const bare = word
    .toLowerCase()
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:sh|bat)$/, '');
  if (bare.length > 40) return undefined;
  if (Object.hasOwn(tried, bare)) return tried[bare];
  const near = [...commands.keys()]
    .map((name) => ({ name, distance: distance(bare, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (near === undefined || near.distance > Math.min(3, Math.floor(Math.min(bare.length, near.name.length) / 2)))
    return undefined;
  return near.name.startsWith('kafka-') ? `${near.name}.sh` : near.name;
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1];
    for (let at = 1; at <= b.length; at++) {
      const replaced = (above[at - 1] as number) + (b[at - 1] === letter ? 0 : 1);
      here.push(Math.min(replaced, (above[at] as number) + 1, (here[at - 1] as number) + 1));
    }
    above = here;
  }
  return above.at(-1) as number;
}
