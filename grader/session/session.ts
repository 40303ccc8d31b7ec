import { Interrupted, type Ui } from '#terminal';
import { exercises, numberOf } from '../course.ts';
import type { Desk } from '../desk.ts';
import { overview } from '../screens/overview.ts';
import { nextOf, standingsAt } from '../standing.ts';
import type { WarmGrader } from '../warm-grader.ts';
import { type Choice, choose, type Where } from './choice.ts';

/** What a session works with. */
export interface Session {
  readonly ui: Ui;
  readonly desk: Desk;
  readonly grader: WarmGrader;
  /** Runs another program of the course in the same terminal, and gives its exit code. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<number | null>;
}

/** The exit code of a program that was left by Ctrl-C. */
const LEFT = 130;

/** Shows where the student stands, does what they choose, and comes back here until they leave. Nothing is graded unasked. */
export async function session(around: Session): Promise<void> {
  let where: Where = 'here';
  while (where !== 'leave') where = await atOverview(around);
}

async function atOverview(around: Session): Promise<Where> {
  const { ui, desk, run } = around;
  const standings = standingsAt(desk, exercises);
  const next = nextOf(standings)?.exercise;
  ui.print(...overview(standings, ui.look), '');
  // What an exercise takes is loaded when one is chosen: the overview is there at once.
  const visit = (exercise: (typeof exercises)[number]) => async () =>
    (await import('./at-exercise.ts')).atExercise(exercise, around);
  const aside = (program: string) => async (): Promise<Where> => {
    // Who leaves a program by Ctrl-C wants to be gone.
    if ((await run(program)) === LEFT) throw new Interrupted('person');
    ui.print('');
    await ui.pause('back to the overview');
    ui.print('');
    return 'here';
  };
  const choices: Choice[] = [
    ...(next ? [{ key: 'enter', does: `exercise ${numberOf(next)}`, act: visit(next) }] : []),
    ...exercises.map((one) => ({ key: String(numberOf(one)), does: one.title, act: visit(one) })),
    { key: 'z', does: 'quiz', act: aside('quiz/quiz.ts') },
    { key: 'r', does: 'my results', act: aside('start/results.ts') },
    { key: 'q', does: 'leave', act: async () => 'leave' },
  ];
  return choose(ui, choices);
}
