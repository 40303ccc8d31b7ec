import { hashMapOrder, javaHashCode } from '../partitioning/java-order.ts';

/**
 * Chooses a group's assignor from each member's list, best liked first: of those that every member supports, the one most
 * members vote for (ClassicGroup.selectProtocol). Throws a RangeError if the members have none in common.
 */
export function selectProtocol(protocolsOfMembers: readonly (readonly string[])[]): string {
  const candidates = (protocolsOfMembers[0] ?? []).filter((name) =>
    protocolsOfMembers.every((protocols) => protocols.includes(name)),
  );
  const votes = new Map<string, number>();
  for (const protocols of protocolsOfMembers) {
    const vote = protocols.find((name) => candidates.includes(name));
    if (vote === undefined) throw new RangeError('The members have no assignor in common.');
    votes.set(vote, (votes.get(vote) ?? 0) + 1);
  }
  const most = Math.max(...votes.values());
  // Kafka takes the first one of a java.util.HashMap, whose order follows from the names.
  return hashMapOrder([...votes.keys()], javaHashCode).find((name) => votes.get(name) === most)!;
}
