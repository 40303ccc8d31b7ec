import { createHash } from 'node:crypto';

/** Letters of any script, digits, single spaces inside, and marks that every file system and shell takes as they are. */
const PLAIN = /^(?=.{1,80}$)[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.@'()+,-]| (?=\S))*$/u;

/** What Windows keeps for devices, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)/i;

/**
 * A file name, without its extension, for each student: their own name where every machine can hold it and no other student's
 * could be taken for it, else what is left of it with a digest, as in `Con=5f2a8c01be77`.
 */
export function fileNamesFor(students: readonly string[]): ReadonlyMap<string, string> {
  const twins = new Set(lookAlikes(students));
  const isOwn = (student: string) => !twins.has(student) && isPlain(student);
  return new Map(students.map((student) => [student, isOwn(student) ? student : digested(student)]));
}

/** Those names that differ from another one only in case, or in how their letters are written down. */
export function lookAlikes(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(folded(name), (counts.get(folded(name)) ?? 0) + 1);
  return names.filter((name) => counts.get(folded(name))! > 1);
}

function isPlain(name: string): boolean {
  return PLAIN.test(name) && !name.endsWith('.') && !RESERVED.test(name) && name === name.normalize('NFC');
}

/** What file systems may take for the same name: some know no case, some no difference between é and e with an accent. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** No plain name holds a `=`, so this one is nobody else's. */
function digested(name: string): string {
  const rest = name
    .normalize('NFKC')
    .replaceAll(/[^a-zA-Z0-9_-]+/g, '-')
    .slice(0, 40);
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${rest.replaceAll(/^-+|-+$/g, '') || 'student'}=${digest}`;
}
