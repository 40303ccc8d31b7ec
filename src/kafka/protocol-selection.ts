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
  const winners = [...votes.keys()].filter((name) => votes.get(name) === most);
  // Kafka takes the first one of a java.util.HashMap, whose order follows from the names.
  return winners.sort((a, b) => bucketOf(a) - bucketOf(b))[0]!;
}

/** Where a java.util.HashMap of up to twelve entries keeps a string. */
function bucketOf(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) hash = (Math.imul(31, hash) + name.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & 15;
}
