import { playScenario, type TraceEntry } from '#kafka';
import { drawSnapshot, tellEntry, tellStep } from '#picture';
import { type Look, wrap } from '#terminal';
import { didYouMean } from '../bank/did-you-mean.ts';
import { UsageError } from '../session/choose.ts';
import { scenarios } from './index.ts';

/** How a scenario is shown: one step at a time where somebody presses keys, else all of it. */
export interface Screen {
  readonly look: Look;
  print(...lines: string[]): void;
  /** Waits before the next step; `false` stops. */
  next?(): Promise<boolean>;
}

/** Plays a scenario on the reference model and shows each step and how everything stands afterwards. Throws UsageError. */
export async function watchScenario(name: string, { look, print, next }: Screen): Promise<void> {
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (scenario === undefined) {
    const near = didYouMean(name, Object.keys(scenarios));
    throw new UsageError(
      `There is no scenario "${name}"${near === undefined ? '' : `: ${near}`}\nThere are: ${Object.keys(scenarios).join(', ')}`,
    );
  }
  print('', look.style.heading(scenario.title), ...wrap(scenario.watch, look.width));
  const { prepare = [], steps, stage } = scenario;
  const trace = playScenario([...prepare, ...steps], stage);
  if (prepare.length > 0)
    print('', 'First:', ...prepare.flatMap((step) => wrap(tellStep(step), look.width, { first: '  - ' })));
  for (const [index, entry] of trace.slice(prepare.length).entries()) {
    if (index > 0 && next !== undefined && !(await next())) return;
    print('', ...entryLines(entry, index + 1, look, changed(trace[prepare.length + index - 1], entry)));
  }
}

/** A step in words, and the picture where it changed anything. */
function entryLines(entry: TraceEntry, number: number, look: Look, isChanged: boolean): string[] {
  const told = tellEntry(entry, look, number);
  return isChanged ? [...told, '', ...drawSnapshot(entry.after, look, { cells: 'records' })] : told;
}

function changed(before: TraceEntry | undefined, { after }: TraceEntry): boolean {
  const state = ({ brokers, partitions, groups }: TraceEntry['after']) => JSON.stringify([brokers, partitions, groups]);
  return before === undefined || state(before.after) !== state(after);
}
