import { Left } from '#terminal';
import type { Exercise } from '../course.ts';
import { type Playable, scenarioScreens } from '../screens/scenario.ts';
import type { Session } from './session.ts';

/**
 * Lets the student choose something they have answered, and plays what settles it, a step at a time. What they have not answered
 * yet is not on the list: it would be the answer itself.
 */
export async function playWitness(exercise: Exercise, { ui, grader }: Session): Promise<void> {
  const witnesses = (await exercise.witnesses?.()) ?? [];
  const values = await grader.valuesOf(exercise);
  const answered = witnesses.filter(({ id }) => isAnswered(values, id));
  if (answered.length === 0) {
    ui.print('Answer something first: then the model can play what settles it.', '');
    return;
  }
  const options = answered.map((witness) => ({ value: witness, text: witness.sentence }));
  const chosen = await ui.single({ prompt: 'What to play', options, leave: 'back' }).catch(unlessLeft);
  if (chosen !== undefined) await play(chosen, ui);
}

/** Plays the course's scenario of that name, a step at a time. */
export async function playByName(name: string, { ui }: Session): Promise<void> {
  const { default: scenarios } = await import('course:scenarios');
  const { title, watch, ...scenario } = scenarios[name]!;
  await play({ sentence: title, points: watch, ...scenario }, ui);
  ui.print('', `To change it as it plays: ${ui.look.style.key(`npm run kafka play ${name}`)}`, '');
}

async function play(playable: Playable, ui: Session['ui']): Promise<void> {
  const screens = scenarioScreens(playable, ui.look);
  for (const [at, lines] of screens.entries()) {
    ui.print('', ...lines, '');
    const isLast = at === screens.length - 1;
    const keys = [
      { key: 'enter', does: 'next step' },
      { key: 'q', does: 'stop' },
    ] as const;
    if (!isLast && (await ui.keys(keys)) === 'q') return;
  }
}

function unlessLeft(error: unknown): undefined {
  if (!(error instanceof Left)) throw error;
}

/** An id is an export and a name in it, such as `answers.offsets`; a picture is an export alone. */
function isAnswered(values: ReadonlyMap<string, unknown>, id: string): boolean {
  const [name = '', member] = id.split('.');
  const value = values.get(name);
  if (member === undefined) return value !== undefined;
  return typeof value === 'object' && value !== null && ((value as Record<string, unknown>)[member] ?? null) !== null;
}
