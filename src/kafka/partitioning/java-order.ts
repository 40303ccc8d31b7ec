const FIRST_CAPACITY = 16;
const LOAD_FACTOR = 0.75;

/** Java's String.hashCode: signed 32 bits over the UTF-16 code units. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/**
 * The order in which a java.util.HashMap walks its keys, given in the order they were put in. Kafka's sticky and
 * uniform assignors walk the members that way, so it decides who keeps the one partition more. `peakSize` is how many
 * keys there have been at most, because the map does not shrink.
 */
export function hashMapOrder<Key>(
  keys: readonly Key[],
  hashOf: (key: Key) => number,
  peakSize: number = keys.length,
): Key[] {
  let capacity = FIRST_CAPACITY;
  while (peakSize > capacity * LOAD_FACTOR) capacity *= 2;
  const buckets: Key[][] = Array.from({ length: capacity }, () => []);
  for (const key of keys) {
    const hash = hashOf(key);
    buckets[(hash ^ (hash >>> 16)) & (capacity - 1)]!.push(key);
  }
  return buckets.flat();
}
