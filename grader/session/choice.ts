import type { Ui } from '#terminal';

/** Where the student is after they have chosen something. */
export type Where = 'here' | 'overview' | 'leave';

/** A key, what it does in a word or two, and how. */
export interface Choice {
  readonly key: string;
  readonly does: string;
  readonly act: () => Promise<Where>;
}

/** Waits for one of the keys and does what it says. */
export async function choose(ui: Ui, choices: readonly Choice[]): Promise<Where> {
  const key = await ui.keys(choices);
  ui.print('');
  return (await choices.find((choice) => choice.key === key)?.act()) ?? 'here';
}
