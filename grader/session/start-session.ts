import { type Look, openUi } from '#terminal';
import type { Desk } from '../desk.ts';
import { WarmGrader } from '../warm-grader.ts';
import { runProgramAside } from './run-aside.ts';
import { session } from './session.ts';

/** Talks with a person at a terminal until they leave. */
export async function startSession(look: Look, desk: Desk): Promise<number> {
  const ui = await openUi(look);
  const grader = new WarmGrader(desk);
  try {
    await session({ ui, desk, grader, run: runProgramAside });
  } finally {
    ui.close();
    grader.close();
  }
  return 0;
}
