import { nameOf, type Snapshot } from '#kafka';

/** Draws one topic's replicas on their brokers, with who writes to it on the left and the groups that read it on the right. */
export function drawArchitecture(snapshot: Snapshot, topic: string, producers: readonly string[]): string[] {
  const partitions = snapshot.partitions.filter((partition) => partition.topic === topic);
  const inside = [
    cells(snapshot.brokers.map(({ broker }) => `broker ${broker}`)),
    ...partitions.map((partition) =>
      cells(
        snapshot.brokers.map(({ broker }) => {
          if (!partition.replicas.includes(broker)) return '';
          return nameOf(partition) + (partition.leader === broker ? '*' : '');
        }),
      ),
    ),
  ];
  const width = inside[0]?.length ?? 0;
  const body = [...inside, ''.padEnd(width, '─'), 'KRaft controllers elect leaders'.padEnd(width)];
  const groups = snapshot.groups.map(
    ({ group, members }) => `${group} ${members.map(({ memberId }) => memberId).join(' ')}`,
  );
  const left = Math.max(...producers.map((name) => name.length));
  const bodyLines = body.map((line, index) => {
    const producer = producers[index - 1];
    const group = groups[index - 1];
    const from = producer === undefined ? ''.padEnd(left + 4) : `${producer.padEnd(left)} ─▶ `;
    return `${from}│ ${line} │${group === undefined ? '' : ` ─▶ ${group}`}`;
  });
  const edge = (open: string, close: string) => `${''.padEnd(left + 4)}${open}${''.padEnd(width + 2, '─')}${close}`;
  const head = `${'producers'.padEnd(left + 6)}${'cluster'.padEnd(width + 6)}groups`;
  return [head, edge('┌', '┐'), ...bodyLines, edge('└', '┘')].map((line) => line.trimEnd());
}

function cells(texts: readonly string[]): string {
  return texts
    .map((text) => text.padEnd(11))
    .join('')
    .trimEnd()
    .padEnd(11 * texts.length - 2);
}
