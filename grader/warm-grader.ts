import type { Exercise } from './course.ts';
import type { Desk } from './desk.ts';
import type { ExerciseReport } from './report.ts';
import type { OnCheck } from './run.ts';
import { openSandbox, type Sandbox } from './sandbox/sandbox.ts';

/** Grades what lies on a desk again and again: what that takes is loaded once, and a process for the student's code stands ready. */
export class WarmGrader {
  readonly #desk: Desk;
  #sandbox: Sandbox | undefined;
  #spare: Sandbox | undefined;
  #running: AbortController | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Loads what grading this exercise will take. */
  async warmUp(exercise: Exercise): Promise<void> {
    this.#sandbox ??= openSandbox();
    await Promise.all([import('./run.ts'), exercise.checks(), exercise.misconceptions()]);
  }

  /** Grades an exercise; null when it was cancelled, or another was asked for, before it came to its end. */
  async grade(exercise: Exercise, onCheck?: OnCheck): Promise<ExerciseReport | null> {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    this.#sandbox ??= openSandbox();
    const { gradeAtDesk } = await import('./run.ts');
    try {
      return await gradeAtDesk({ exercise }, this.#desk, this.#sandbox, { onCheck, signal: running.signal });
    } catch (error) {
      if (running.signal.aborted) return null;
      throw error;
    } finally {
      if (this.#running === running) this.#running = undefined;
      this.#spare ??= openSandbox();
    }
  }

  /** What the student's file exports that is no function, by name; nothing where it cannot be loaded. */
  async valuesOf(exercise: Exercise): Promise<ReadonlyMap<string, unknown>> {
    this.#sandbox ??= openSandbox();
    const { loadProgram, StudentError } = await import('./student-program.ts');
    try {
      const { exports } = await loadProgram(this.#sandbox, exercise, this.#desk.workOn(exercise));
      return new Map([...exports].flatMap(([name, one]) => (one.kind === 'value' ? [[name, one.value]] : [])));
    } catch (error) {
      if (error instanceof StudentError) return new Map();
      throw error;
    }
  }

  /** Cuts a grading short that nobody waits for any more; the spare process takes over. */
  cancel(): void {
    if (this.#running === undefined) return;
    this.#running.abort();
    this.#running = undefined;
    this.#sandbox?.close();
    this.#sandbox = this.#spare;
    this.#spare = undefined;
  }

  /** Ends the processes. */
  close(): void {
    this.#running?.abort();
    this.#sandbox?.close();
    this.#spare?.close();
  }
}
