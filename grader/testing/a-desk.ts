import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Exercise, exercises, solutionText, starterText } from '../course.ts';
import { Desk } from '../desk.ts';

/** A desk for one test, with every exercise as it came. */
export function aDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const desk = new Desk(folder, join(folder, '.progress'));
  for (const exercise of exercises) hand(desk, exercise, starterText(exercise));
  return desk;
}

/** The exercise with this number. */
export function exercise(number: number): Exercise {
  return exercises[number - 1]!;
}

/** Puts a text where the student writes, as an editor's save would. */
export function hand(desk: Desk, one: Exercise, text: string): void {
  mkdirSync(dirname(desk.fileOf(one)), { recursive: true });
  writeFileSync(desk.fileOf(one), text);
}

/** The solution with one thing changed. Throws when there is nothing like that to change. */
export function almost(one: Exercise, right: string, wrong: string): string {
  const text = solutionText(one);
  if (!text.includes(right)) throw new Error(`the solution of ${one.id} has no ${right}`);
  return text.replace(right, wrong);
}
