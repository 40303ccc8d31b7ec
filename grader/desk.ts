import { join } from 'node:path';
import type { KeptFile } from '#progress';
import { courseFolder, type Exercise } from './course.ts';
import { digestOfProgram } from './program-files.ts';
import { openProgress, type Progress, type Remembered } from './progress.ts';
import { submittedWork, textOf, type Work, workIn } from './submission.ts';

/** Where one student works: their files, and what is remembered of them. */
export class Desk {
  /** The folder that holds `exercises/NN-name/exercise.ts`. */
  readonly folder: string;
  /** The folder of what is remembered. */
  readonly progressFolder: string;
  readonly #file: KeptFile<Progress>;

  /** `KF_PROGRESS` names another folder for what is remembered, for machines that are shared. */
  constructor(folder = courseFolder, progressFolder = process.env['KF_PROGRESS'] || join(folder, '.progress')) {
    this.folder = folder;
    this.progressFolder = progressFolder;
    this.#file = openProgress(progressFolder);
  }

  /** The file that the student edits. */
  fileOf({ id }: Exercise): string {
    return join(this.folder, 'exercises', id, 'exercise.ts');
  }

  /** What is in it now; null when it is not there. */
  textOf(exercise: Exercise): string | null {
    return textOf({ file: this.fileOf(exercise) });
  }

  /** Tells one state of their program from another; undefined when there is none. */
  digestOf({ id }: Exercise): string | undefined {
    return digestOfProgram(join(this.folder, 'exercises', id));
  }

  /** What the grader is to look at. */
  workOn(exercise: Pick<Exercise, 'id'>): Work {
    return workIn(this.folder, exercise);
  }

  /** What is remembered of every exercise, by id. A file that cannot be understood is moved, and its new path printed. */
  progress(): Progress['exercises'] {
    const { content, setAside } = this.#file.read();
    if (setAside !== undefined)
      process.stderr.write(`Your progress could not be read. It is kept as ${setAside}; a new file is begun.\n`);
    return content.exercises;
  }

  /** What is remembered of one exercise. */
  remembered({ id }: Exercise): Remembered {
    return this.progress()[id] ?? {};
  }

  /** Changes what is remembered of one exercise, before it returns. A disk that refuses costs nothing but the memory. */
  remember({ id }: Exercise, change: (before: Remembered) => Remembered): void {
    this.progress();
    try {
      this.#file.update((progress) => ({
        ...progress,
        exercises: { ...progress.exercises, [id]: change(progress.exercises[id] ?? {}) },
      }));
    } catch (error) {
      process.stderr.write(`Your progress could not be saved: ${(error as Error).message}\n`);
    }
  }
}

/** Whose files are graded: a student's at their own desk, where the outcome is remembered, or those in a submission's folder. */
export type Whose = Desk | { readonly submission: string };

/** The files of one exercise of theirs. */
export function workOf(whose: Whose, exercise: Pick<Exercise, 'id'>): Work {
  return 'submission' in whose ? submittedWork(whose.submission, exercise) : whose.workOn(exercise);
}
