import { tellStep } from '#picture';
import { type Look, wrap } from '#terminal';
import { didYouMean } from '../bank/did-you-mean.ts';
import { UsageError } from '../session/choose.ts';
import { scenarios } from './index.ts';

/** Prints a scenario, step by step. Throws UsageError for a name there is not. */
export function watchScenario(name: string, look: Look, print: (...lines: string[]) => void): void {
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (scenario === undefined) {
    const near = didYouMean(name, Object.keys(scenarios));
    throw new UsageError(`There is no scenario "${name}"${near === undefined ? '' : `: ${near}`}`);
  }
  print('', look.style.heading(scenario.title), ...wrap(scenario.watch, look.width), '');
  for (const step of scenario.steps) print(...wrap(tellStep(step), look.width, { first: '  ' }));
}
