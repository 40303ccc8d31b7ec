import { readFileSync } from 'node:fs';
import { textWidth, wrap } from '#terminal';
import { courseFile, type Exercise, exercises, numberOf, UsageError } from '../course.ts';
import { giveHint } from '../hint-of.ts';
import { progressLine } from '../progress-line.ts';
import type { CheckReport, ExerciseReport } from '../report.ts';
import { exerciseReportAboveKeys, picturesOfNotes } from '../screens/exercise-report.ts';
import { failingCheck, failingCheckAboveKeys, isCut, pictureOf } from '../screens/failing-check.ts';
import { lessonPassage, readAbout } from '../screens/lesson.ts';
import { whatNext } from '../screens/overview.ts';
import { introductionOf, passageOf } from '../screens/passage.ts';
import { earnedSolution } from '../solution-of.ts';
import { nextOf, standingsAt } from '../standing.ts';
import { startOver } from '../start-over.ts';
import { watchAtDesk } from '../watching/watch-at-desk.ts';
import { type Choice, choose, type Where } from './choice.ts';
import { inPages } from './pages.ts';
import { playByName, playWitness } from './play-witness.ts';
import type { Session } from './session.ts';

/** Stays with one exercise, graded and not, until the student goes elsewhere. */
export async function atExercise(exercise: Exercise, around: Session): Promise<Where> {
  const visit = new Visit(exercise, around);
  visit.arrive();
  let where: Where = 'here';
  while (where === 'here') where = await choose(around.ui, visit.choices());
  return where === 'leave' ? 'leave' : 'here';
}

/** What a student can do at an exercise, and what was last found there. */
class Visit {
  readonly #exercise: Exercise;
  readonly #around: Session;
  #report: ExerciseReport | undefined;
  /** The failing check that was shown last. */
  #shown: CheckReport | undefined;

  constructor(exercise: Exercise, around: Session) {
    this.#exercise = exercise;
    this.#around = around;
  }

  /** Says where the task and the student's file are; what grading takes is loaded while they read that. */
  arrive(): void {
    const { desk, grader } = this.#around;
    const [standing] = standingsAt(desk, [this.#exercise]);
    const { id, title, minutes } = this.#exercise;
    const { style } = this.#look;
    this.#print(
      style.heading(`Exercise ${numberOf(this.#exercise)}, ${title}, ${minutes} minutes`),
      `Task   exercises/${id}/README.md`,
      `Yours  ${standing?.place}`,
      '',
    );
    grader.warmUp(this.#exercise).catch(() => {});
  }

  choices(): Choice[] {
    const hasPassed = this.#report?.outcome === 'passed';
    const see = this.#shown?.see;
    const stay = (key: string, does: string, show: () => void | Promise<void>): Choice => ({
      key,
      does,
      act: async () => {
        await this.#orSayWhyNot(show);
        return 'here';
      },
    });
    return [
      hasPassed
        ? { key: 'enter', does: 'overview', act: async () => 'overview' }
        : stay('enter', this.#report ? 'grade again' : 'grade', () => this.#grade()),
      ...(hasPassed ? [stay('g', 'grade again', () => this.#grade())] : []),
      stay('h', 'next hint', () => this.#hint()),
      stay('t', 'task', () => this.#task()),
      stay('l', 'lesson', () => this.#lesson()),
      ...(this.#pictures.length > 0 ? [stay('p', 'picture', () => inPages(this.#around.ui, this.#pictures))] : []),
      ...(this.#shown && isCut(this.#shown, this.#look) ? [stay('f', 'in full', () => this.#inFull())] : []),
      ...(this.#failing.length > 1 ? [stay('n', 'next failing check', () => this.#nextFailing())] : []),
      ...(see ? [stay('k', 'see Kafka do it', () => playByName(see, this.#around))] : []),
      ...(this.#exercise.witnesses
        ? [stay('m', 'let the model play', () => playWitness(this.#exercise, this.#around))]
        : []),
      stay('w', 'watch', () => watchAtDesk(this.#exercise, this.#around)),
      stay('s', 'solution', () => this.#solution()),
      stay('r', 'reset', () => this.#reset()),
      { key: 'o', does: 'overview', act: async () => 'overview' },
      { key: 'q', does: 'leave', act: async () => 'leave' },
    ];
  }

  get #look() {
    return this.#around.ui.look;
  }

  get #failing(): readonly CheckReport[] {
    return this.#report?.checks.filter(({ verdict }) => verdict === 'disproved') ?? [];
  }

  /** Of the failing check that was shown last, or of all that passed. */
  get #pictures(): readonly string[] {
    if (this.#shown) return pictureOf(this.#shown.counterexample, this.#look);
    return this.#report ? picturesOfNotes(this.#report, this.#look) : [];
  }

  #print(...lines: readonly string[]): void {
    this.#around.ui.print(...lines);
  }

  /** What cannot be done, such as writing where nothing may be written, is said and ends nothing. */
  async #orSayWhyNot(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#print(...wrap(error.message, this.#look.width), '');
    }
  }

  async #grade(): Promise<void> {
    const line = progressLine((text) => this.#around.ui.status(text));
    const report = await this.#around.grader.grade(this.#exercise, line.show);
    line.clear();
    if (report === null) return;
    this.#report = report;
    this.#shown = this.#failing[0];
    this.#print(...exerciseReportAboveKeys(report, this.#look), '');
    if (report.outcome === 'passed')
      this.#print(...whatNext(nextOf(standingsAt(this.#around.desk, exercises)), this.#look), '');
  }

  #hint(): void {
    this.#print(...giveHint(this.#exercise, this.#around.desk, this.#look, { hasKeys: true }), '');
  }

  /** The task's text for the part the student is at; all of its parts are in the file it names. */
  async #task(): Promise<void> {
    const page = readFileSync(courseFile(this.#exercise, 'README.md'), 'utf8');
    const part = this.#shown?.part ?? this.#around.desk.remembered(this.#exercise).nextPart ?? 'A';
    const lines = [
      ...(part === 'A' ? [...introductionOf(page, this.#look), ''] : []),
      ...passageOf(page, (heading) => heading.startsWith(`${part} `), this.#look),
      '',
      `All of it: exercises/${this.#exercise.id}/README.md`,
    ];
    await inPages(this.#around.ui, lines);
  }

  async #lesson(): Promise<void> {
    const read = this.#shown?.read ?? (await readAbout(this.#exercise, this.#report));
    await inPages(this.#around.ui, lessonPassage(read, this.#look));
  }

  async #inFull(): Promise<void> {
    if (this.#shown) await inPages(this.#around.ui, failingCheck(this.#shown, this.#look));
  }

  #nextFailing(): void {
    const failing = this.#failing;
    const at = this.#shown === undefined ? -1 : failing.indexOf(this.#shown);
    this.#shown = failing[(at + 1) % failing.length];
    if (this.#shown) this.#print(...failingCheckAboveKeys(this.#shown, this.#look), '');
  }

  async #solution(): Promise<void> {
    const solution = await earnedSolution(this.#exercise, this.#around.desk);
    const text = 'text' in solution ? solution.text.trimEnd() : solution.refusal;
    const { width } = this.#look;
    const lines = text.split('\n').flatMap((line) => (textWidth(line) <= width ? [line] : wrap(line, width)));
    await inPages(this.#around.ui, lines);
  }

  async #reset(): Promise<void> {
    const { ui, desk } = this.#around;
    this.#print(...wrap('This puts your file back to how it came. Your version is kept.', this.#look.width));
    if (!(await ui.confirm({ prompt: 'Reset?' }))) return;
    const backup = startOver(this.#exercise, desk);
    this.#report = undefined;
    this.#shown = undefined;
    this.#print('', ...(backup === null ? ['It is as it came.'] : ['It is as it came. Yours is kept in', backup]), '');
  }
}
