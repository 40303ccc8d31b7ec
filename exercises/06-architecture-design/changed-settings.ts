/** A setting that is not the same in two designs: its place, such as `producers[0].key`, and both values. */
export interface ChangedSetting {
  readonly where: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every setting in which two designs differ. One that is undefined is as good as left out; a list of names is one setting. */
export function changedSettings(before: unknown, after: unknown): ChangedSetting[] {
  const [left, right] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((where) => ({ where, before: left.get(where), after: right.get(where) }))
    .filter((setting) => JSON.stringify(setting.before) !== JSON.stringify(setting.after));
}

function settingsOf(value: unknown, where = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || isListOfNames(value)) {
    return new Map(value === undefined ? [] : [[where, value]]);
  }
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    Array.isArray(value) ? `${where}[${name}]` : `${where}${where && '.'}${name}`,
    member,
  ]);
  return new Map(members.flatMap(([inner, member]) => [...settingsOf(member, inner)]));
}

function isListOfNames(value: object): boolean {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
