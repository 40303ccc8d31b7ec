import { join } from 'node:path';
import { type Key, type Ui, wrap } from '#terminal';
import { type Exercise, exercises, numberOf } from '../course.ts';
import type { Desk } from '../desk.ts';
import { giveHint } from '../hint-of.ts';
import { filesOfProgram } from '../program-files.ts';
import { progressLine } from '../progress-line.ts';
import type { ExerciseReport } from '../report.ts';
import { exerciseReport, picturesOfNotes } from '../screens/exercise-report.ts';
import { failingCheck, failingCheckAboveKeys, isCut, pictureOf } from '../screens/failing-check.ts';
import { lessonPassage, readAbout } from '../screens/lesson.ts';
import { whatNext } from '../screens/overview.ts';
import { watchScreen } from '../screens/watch-screen.ts';
import { inPages } from '../session/pages.ts';
import { nextOf, standingsAt } from '../standing.ts';
import type { WarmGrader } from '../warm-grader.ts';
import { fingerprintOf, onSaves, type Save } from './saves.ts';

/** What watching works with. */
export interface Watching {
  readonly ui: Ui;
  readonly desk: Desk;
  readonly grader: WarmGrader;
  /** Goes along to the exercise that is saved, instead of staying with one. */
  readonly follows?: boolean;
}

/** Grades an exercise at each save and shows what came of it, until the student presses `q`. It never moves on by itself. */
export async function watchAtDesk(exercise: Exercise, around: Watching): Promise<void> {
  const watch = new Watch(exercise, around);
  const watched = around.follows ? exercises : [exercise];
  const folders = watched.map(({ id }) => join(around.desk.folder, 'exercises', id));
  const stop = await onSaves(folders, (save) => watch.heard(save));
  try {
    await watch.run();
  } finally {
    await stop();
  }
}

class Watch {
  readonly #around: Watching;
  #exercise: Exercise;
  #report: ExerciseReport | undefined;
  /** Which of the failing checks was shown last. */
  #shown = 0;
  /** Saved since the last grading began. */
  #isStale = true;
  /** What has been noticed and not yet been said. */
  #notices: string[] = [];
  /** Ends whatever is waited for at the moment: a grading, or a key. */
  #interrupt: () => void = () => {};
  /** Ends the waiting for a key only. */
  #wake: () => void = () => {};

  constructor(exercise: Exercise, around: Watching) {
    this.#exercise = exercise;
    this.#around = around;
  }

  heard({ id, file }: Save): void {
    if (!filesOfProgram(this.#folderOf(id)).has(file)) {
      this.#notices.push(
        `exercises/${id}/${file} changed, and your program does not import it. If it is a part of the course, stop and start again.`,
      );
      this.#wake();
      return;
    }
    this.#exercise = exercises.find((exercise) => exercise.id === id) ?? this.#exercise;
    this.#isStale = true;
    this.#interrupt();
  }

  #folderOf(id: string): string {
    return join(this.#around.desk.folder, 'exercises', id);
  }

  async run(): Promise<void> {
    for (;;) {
      while (this.#isStale) await this.#grade();
      if ((await this.#key()) === 'q') return;
    }
  }

  async #grade(): Promise<void> {
    const { ui, desk, grader } = this.#around;
    this.#isStale = false;
    this.#interrupt = () => grader.cancel();
    this.#wake = () => {};
    const folder = this.#folderOf(this.#exercise.id);
    const before = fingerprintOf(folder);
    const line = progressLine((text) => ui.status(text));
    const report = await grader.grade(this.#exercise, line.show);
    line.clear();
    // Of two strokes in quick succession, the second may go untold: what was graded may have been half a file.
    this.#isStale ||= fingerprintOf(folder) !== before;
    if (report === null || this.#isStale) return;
    this.#report = report;
    this.#shown = 0;
    ui.print('', ...watchScreen(report, new Date().toTimeString().slice(0, 8), ui.look), '');
    if (report.outcome === 'passed') ui.print(...whatNext(nextOf(standingsAt(desk, exercises)), ui.look), '');
  }

  /** Waits for a key or a save, whichever comes first. */
  async #key(): Promise<string | undefined> {
    const { ui } = this.#around;
    const saved = new AbortController();
    this.#interrupt = () => saved.abort();
    this.#wake = this.#interrupt;
    for (const notice of this.#notices.splice(0)) ui.print(...wrap(notice, ui.look.width), '');
    if (this.#isStale) return undefined;
    if (!ui.look.interactive) {
      await new Promise<void>((resolve) => saved.signal.addEventListener('abort', () => resolve()));
      return undefined;
    }
    const key = await ui.keys(this.#keys(), { signal: saved.signal });
    const lines = key === undefined ? [] : await this.#answer(key);
    if (lines.length > 0) {
      ui.print('');
      await inPages(ui, lines, saved.signal);
    }
    return key;
  }

  #keys(): Key<string>[] {
    const failing = this.#failing;
    const shown = failing[this.#shown];
    return [
      { key: 'h', does: 'next hint' },
      ...(this.#pictures.length > 0 ? [{ key: 'p', does: 'picture' }] : []),
      ...(shown && isCut(shown, this.#around.ui.look) ? [{ key: 'f', does: 'in full' }] : []),
      ...(failing.length > 1 ? [{ key: 'n', does: 'next failing check' }] : []),
      { key: 'l', does: 'lesson' },
      { key: 'a', does: 'all checks' },
      { key: 'g', does: 'grade again' },
      { key: 'q', does: 'stop watching' },
    ];
  }

  get #failing() {
    return this.#report?.checks.filter(({ verdict }) => verdict === 'disproved') ?? [];
  }

  get #pictures(): readonly string[] {
    const { look } = this.#around.ui;
    const shown = this.#failing[this.#shown];
    if (shown) return pictureOf(shown.counterexample, look);
    return this.#report ? picturesOfNotes(this.#report, look) : [];
  }

  async #answer(key: string): Promise<readonly string[]> {
    const { desk, ui } = this.#around;
    const { look } = ui;
    const failing = this.#failing;
    switch (key) {
      case 'h':
        return giveHint(this.#exercise, desk, look, { hasKeys: true });
      case 'p':
        return this.#pictures;
      case 'n':
        this.#shown = (this.#shown + 1) % failing.length;
        return failingCheckAboveKeys(failing[this.#shown]!, look);
      case 'f':
        return failingCheck(failing[this.#shown]!, look);
      case 'l':
        return lessonPassage(failing[this.#shown]?.read ?? (await readAbout(this.#exercise, this.#report)), look);
      case 'a':
        return this.#report ? exerciseReport(this.#report, look) : [];
      case 'g':
        this.#isStale = true;
        return [];
      default:
        return [`Exercise ${numberOf(this.#exercise)} is no longer watched.`];
    }
  }
}
