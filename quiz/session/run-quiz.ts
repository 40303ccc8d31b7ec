import { Interrupted, type Ui } from '#terminal';
import type { Course } from '../bank/bank.ts';
import { ask } from './ask.ts';
import type { Drawn } from './draw.ts';
import { judge } from './judge.ts';
import { pose } from './pose.ts';
import type { Progress } from './progress.ts';
import { type Answered, questionScreen, summaryScreen, verdictScreen } from './screens.ts';

/** What a run of the quiz needs. */
export interface Session {
  readonly course: Course;
  readonly questions: readonly Drawn[];
  /** What was asked before: a question that comes back has other numbers. */
  readonly progress: Progress;
  readonly seed: number;
  /** Writes down an answer before the next question is asked. */
  remember(id: string, isRight: boolean): void;
  /** Opened when the first question is on the screen: it takes a while. */
  openUi(): Promise<Ui>;
  print(...lines: string[]): void;
  readonly look: Ui['look'];
  /** Plays a scenario for someone who wants to see it. */
  watch(ui: Ui, scenario: string): Promise<void>;
}

/** Asks all questions of a session, one after the other, and remembers each answer at once. */
export async function runQuiz(
  session: Session,
): Promise<{ readonly answered: readonly Answered[]; readonly interrupted?: Interrupted }> {
  const { course, questions, progress, seed, look } = session;
  const answered: Answered[] = [];
  let ui: Ui | undefined;
  try {
    for (const { bank, question } of questions) {
      const posed = pose(question, { seed, attempt: progress.questions[question.id]?.attempts ?? 0 });
      session.print(...questionScreen(posed, bank.title, answered, questions.length, ui?.look ?? look));
      ui ??= await session.openUi();
      const reply = await ask(ui, posed);
      if (reply === 'stop') break;
      const verdict = judge(posed, reply);
      session.remember(question.id, verdict.right);
      answered.push({ bank, question, posed, verdict });
      session.print(...verdictScreen(posed, verdict, ui.look));
      if ((await goOn(session, ui, question.scenario, answered.length === questions.length)) === 'stop') break;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    session.print('', ...(answered.length === 0 ? [] : summaryScreen(answered, course, ui?.look ?? look)));
    return { answered, interrupted: error };
  } finally {
    ui?.close();
  }
  session.print(...summaryScreen(answered, course, look));
  return { answered };
}

/** Where a scenario can be played: as it is, and where one can change it. */
function seeIt(scenario: string, { style, interactive }: Ui['look']): string[] {
  const watch = `Watch  ${style.key(`npm run quiz -- --watch ${scenario}`)}`;
  return [...(interactive ? [] : [watch]), `Play   ${style.key(`npm run kafka play ${scenario}`)}`];
}

/** In a terminal the verdict stays until a key is pressed; in a pipe the next question follows. */
async function goOn(session: Session, ui: Ui, scenario: string | undefined, isLast: boolean): Promise<'go' | 'stop'> {
  if (scenario !== undefined) ui.print('', ...seeIt(scenario, ui.look));
  if (!ui.look.interactive) return 'go';
  for (;;) {
    ui.print('');
    const keys = [
      { key: 'enter', does: isLast ? 'summary' : 'next question' },
      ...(scenario === undefined ? [] : [{ key: 'w', does: 'watch Kafka do it' } as const]),
      { key: 'q', does: 'stop, answers are kept' },
    ] as const;
    const key = await ui.keys(keys);
    if (key === 'w' && scenario !== undefined) await session.watch(ui, scenario);
    else return key === 'q' ? 'stop' : 'go';
  }
}
