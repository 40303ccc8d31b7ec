import { playScenario, type Stage, type Step, type TraceEntry } from '#kafka';
import { drawSnapshot, tellEntry } from '#picture';
import { type Look, wrap } from '#terminal';

/** A story that the model can play: what it is about, and what to look at in it. */
export interface Playable {
  readonly sentence: string;
  readonly points: string;
  readonly stage: Stage;
  /** What happens before, and is not shown. */
  readonly prepare?: readonly Step[];
  readonly steps: readonly Step[];
}

/** A story played by the model: what it is about, then a screen for each step, with a picture where it changed anything. */
export function scenarioScreens({ sentence, points, stage, prepare = [], steps }: Playable, look: Look): string[][] {
  const trace = playScenario([...prepare, ...steps], stage);
  return [
    [...wrap(look.style.heading(sentence), look.width), ...wrap(points, look.width)],
    ...trace.slice(prepare.length).map((entry, at) => {
      const before = trace[prepare.length + at - 1];
      return stepScreen(entry, at + 1, hasChanged(before, entry), look);
    }),
  ];
}

function stepScreen(entry: TraceEntry, number: number, isChanged: boolean, look: Look): string[] {
  const told = tellEntry(entry, look, number);
  return isChanged ? [...told, '', ...drawSnapshot(entry.after, look, { cells: 'records' })] : told;
}

function hasChanged(before: TraceEntry | undefined, { after }: TraceEntry): boolean {
  const state = ({ brokers, partitions, groups }: TraceEntry['after']) => JSON.stringify([brokers, partitions, groups]);
  return before === undefined || state(before.after) !== state(after);
}
