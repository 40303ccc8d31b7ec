import { bar, ends, type Look, wrap } from '#terminal';
import { numberOf } from '../course.ts';
import type { CheckReport, ExerciseReport } from '../report.ts';
import { exerciseReportAboveKeys } from './exercise-report.ts';
import { failingCheckAboveKeys } from './failing-check.ts';

/** What is shown after a save: how far it is, the others that fail by number, and the first one in full. */
export function watchScreen(report: ExerciseReport, time: string, look: Look): string[] {
  const failing = report.checks.filter(({ verdict }) => verdict === 'disproved');
  const [first] = failing;
  if (first === undefined || report.error !== undefined)
    return [...saved(report, time, look), '', ...exerciseReportAboveKeys(report, look)];
  return [...saved(report, time, look), ...others(failing.slice(1), look), '', ...failingCheckAboveKeys(first, look)];
}

function saved(report: ExerciseReport, time: string, look: Look): string[] {
  const core = report.checks.filter(({ stretch }) => !stretch);
  const passed = core.filter(({ verdict }) => verdict === 'passed').length;
  const title = `${numberOf(report)} ${report.title}`;
  if (look.plain) return wrap(`${time}, exercise ${title}: ${passed} of ${core.length} checks pass.`, look.width);
  const { style, glyph } = look;
  return [
    style.aside(glyph.rule.repeat(look.width)),
    ...ends(`${style.heading(title)}  ${bar(passed, core.length, 12, look)}`, style.aside(time), look.width),
  ];
}

function others(failing: readonly CheckReport[], { width }: Look): string[] {
  if (failing.length === 0) return [];
  return wrap(`Also not yet: ${failing.map(({ number, title }) => `${number} ${title}`).join('; ')}.`, width);
}
