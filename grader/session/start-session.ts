import type { Look } from '#terminal';
import type { Desk } from '../desk.ts';
export async function startSession(_look: Look, _desk: Desk): Promise<number> {
  return 0;
}
