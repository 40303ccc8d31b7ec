import { integersFrom, randomFrom } from './random.ts';

const SEED = 4;

/**
 * Draws topic ids: random UUIDs of version 4 in URL-safe base64, which never begin with a dash (org.apache.kafka.common.Uuid.randomUuid).
 * Ours are the same in every run.
 */
export function topicIds(): () => string {
  const draw = integersFrom(randomFrom(SEED));
  return function next(): string {
    const bytes = Array.from({ length: 16 }, () => draw(256));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const id = btoa(String.fromCharCode(...bytes))
      .slice(0, 22)
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    return id.startsWith('-') ? next() : id;
  };
}
