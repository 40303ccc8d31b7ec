import { type Answer, type JournalEntry, sameAnswer, show, showCall } from '#check';
import type { Listed, Sitting } from './grade-check.ts';
import type { CheckReport } from './report.ts';
import { StudentError } from './student-program.ts';

/** How many questions per function are put a second time. */
const QUESTIONS = 20;

/**
 * Puts some of the questions a second time, in another order. Where the same call now gives another answer, the claim it was
 * asked for does not hold after all: a function of Kafka's rules depends on its arguments and on nothing else.
 */
export async function askAgain(
  reports: readonly CheckReport[],
  checks: readonly Listed[],
  { journal, broken, programFor }: Sitting,
): Promise<CheckReport[]> {
  const program = await programFor({});
  if (program instanceof StudentError) return [...reports];
  const standing = new Map(
    checks
      .filter(({ number, part }) => part.given === undefined && hasPassed(reports, number))
      .map((one) => [one.index, one]),
  );
  const questions = journal.filter(
    ({ check, name, answer }) => standing.has(check) && !broken.has(name) && answer.outcome === 'returned',
  );
  const names = [...new Set(questions.map(({ name }) => name))];
  const asked = names
    .flatMap((name) =>
      spread(
        questions.filter((entry) => entry.name === name),
        QUESTIONS,
      ),
    )
    .reverse();
  const answers = await Promise.all(
    asked.map(async (entry) => ({ entry, now: await program.ask(entry.name, entry.args) })),
  );
  const fickle = new Map<string, string>();
  for (const { entry, now } of answers) {
    const { check, number } = standing.get(entry.check)!;
    if (!sameAnswer(entry.answer, now, check.shapes[entry.name], entry.args)) fickle.set(number, sentence(entry, now));
  }
  return reports.map((report) => {
    const message = fickle.get(report.number);
    return message === undefined ? report : { ...report, verdict: 'disproved', points: 0, message };
  });
}

function hasPassed(reports: readonly CheckReport[], number: string): boolean {
  return reports.some((report) => report.number === number && report.verdict === 'passed');
}

function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, at) => at % step === 0).slice(0, count);
}

function sentence({ name, args, answer }: JournalEntry, now: Answer): string {
  const call = showCall(name, args);
  const gave = (one: Answer) =>
    one.outcome === 'returned' ? show(one.value) : one.outcome === 'threw' ? one.name : 'no answer';
  return `${call} gave ${gave(answer)} the first time and ${gave(now)} the second. The same call has to give the same answer: keep nothing between calls.`;
}
