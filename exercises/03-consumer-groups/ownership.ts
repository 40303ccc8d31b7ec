import { nameOf } from '#kafka';
import { type Member, type Owners, type PartitionCounts, subscribedPartitions } from './reference.ts';

/** What is wrong with an assignment whoever made it, in a sentence; null if it serves every partition and member. */
export function faultOf(partitionCounts: PartitionCounts, members: readonly Member[], owners: Owners): string | null {
  const faults = [
    ...members.flatMap(({ memberId }) =>
      owners[memberId] === undefined ? [`${memberId} has no entry: a member that owns nothing has [].`] : [],
    ),
    ...Object.keys(owners).flatMap((memberId) => faultsOfMember(partitionCounts, members, memberId, owners)),
    ...subscribedPartitions(partitionCounts, members).flatMap((partition) => {
      const name = nameOf(partition);
      const owning = Object.entries(owners).flatMap(([memberId, own]) =>
        own.filter((one) => nameOf(one) === name).map(() => memberId),
      );
      if (owning.length === 1) return [];
      return [owning.length === 0 ? `Nobody owns ${name}.` : `${name} is given out twice, to ${owning.join(' and ')}.`];
    }),
  ];
  return faults[0] ?? null;
}

function faultsOfMember(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  memberId: string,
  owners: Owners,
): string[] {
  const member = members.find((one) => one.memberId === memberId);
  if (member === undefined) return [`${memberId} has an entry and is no member.`];
  return (owners[memberId] ?? []).flatMap(({ topic, partition }) => {
    if (!member.topics.includes(topic))
      return [`${memberId} owns a partition of ${topic} and does not subscribe to it.`];
    const exists = partition >= 0 && partition < (partitionCounts[topic] ?? 0);
    return exists ? [] : [`${topic} has no partition ${partition}.`];
  });
}

/** As faultOf; besides, nobody may own two partitions more than somebody else. */
export function unfairness(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  owners: Owners,
): string | null {
  const fault = faultOf(partitionCounts, members, owners);
  if (fault !== null) return fault;
  const sizes = Object.values(owners).map(({ length }) => length);
  const isEven = Math.max(...sizes) - Math.min(...sizes) <= 1 || sizes.length === 0;
  return isEven ? null : `One member owns ${Math.max(...sizes)} partitions, another ${Math.min(...sizes)}.`;
}
