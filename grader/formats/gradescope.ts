import type { Report } from '../report.ts';
import { tell, triedChecks, whyNothing } from './tell.ts';

/** Gradescope's results.json. Stretch checks add to the score without adding to what it is out of. */
export function gradescope(report: Report): string {
  const tests = report.exercises.flatMap((exercise) => {
    const reason = whyNothing(exercise);
    return triedChecks(exercise).map((check) => ({
      name: `${check.number} ${check.title}`,
      number: check.number,
      score: check.points,
      max_score: check.stretch ? 0 : check.maxPoints,
      status: check.verdict === 'passed' ? 'passed' : 'failed',
      output: check.verdict === 'passed' ? '' : (reason ?? tell(check).join('\n')),
      output_format: 'text',
      tags: [exercise.id, ...(check.stretch ? ['stretch'] : [])],
      visibility: 'visible',
    }));
  });
  const milliseconds = report.exercises.reduce((total, { durationMs }) => total + durationMs, 0);
  const document = {
    score: report.score + report.bonus,
    execution_time: milliseconds / 1000,
    output: `${report.score} of ${report.maxScore} points${report.bonus > 0 ? `, and ${report.bonus} bonus points` : ''}.`,
    output_format: 'text',
    stdout_visibility: 'hidden',
    extra_data: { course: report.course, seed: report.seed, node: report.node, isolation: report.isolation },
    tests,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
