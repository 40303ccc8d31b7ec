import type { Course } from '../bank/bank.ts';
import { didYouMean } from '../bank/did-you-mean.ts';
import { UsageError } from './choose.ts';
import { allQuestions, type Drawn } from './draw.ts';
import { judge } from './judge.ts';
import { pose } from './pose.ts';
import { readReply } from './read-reply.ts';
import type { Answered } from './screens.ts';

/** One line of a file of answers. */
interface Line {
  readonly id: string;
  readonly answer: string;
  /** `file:line:column`. */
  readonly at: string;
}

/**
 * Grades a file of answers: lines such as `what-is-a-topic: b`, or JSON with the same names. Letters are those of QUIZ.md,
 * or of the order that another seed gives. Of `asked`, what the file leaves out is not answered. Throws UsageError.
 */
export function gradeAnswers(
  { banks }: Course,
  asked: readonly Drawn[] | undefined,
  file: { readonly path: string; readonly text: string },
  seed: number,
): { readonly answered: readonly Answered[]; readonly missing: readonly Drawn[] } {
  const all = new Map(allQuestions(banks).map((drawn) => [drawn.question.id, drawn]));
  const lines = readLines(file);
  const answered = lines.map(({ id, answer, at }): Answered => {
    const drawn = all.get(id);
    if (drawn === undefined) {
      const help = didYouMean(id, all.keys());
      throw new UsageError(`${at}: there is no question "${id}"${help === undefined ? '' : `, ${help}`}`);
    }
    const posed = pose(drawn.question, { seed, attempt: 0 });
    const reading = readReply(posed, answer);
    if ('problem' in reading) throw new UsageError(`${at}: "${answer}" is no answer to ${id}. ${reading.problem}`);
    return { ...drawn, posed, verdict: judge(posed, reading.value) };
  });
  const given = new Set(lines.map(({ id }) => id));
  const wanted = asked ?? answered;
  return {
    answered: answered.filter(({ question }) => wanted.some((each) => each.question === question)),
    missing: wanted.filter(({ question }) => !given.has(question.id)),
  };
}

function readLines({ path, text }: { readonly path: string; readonly text: string }): Line[] {
  const whole = text.replace(/^\uFEFF/, '');
  if (whole.trimStart().startsWith('{')) return readJson(path, whole);
  const lines = whole.split(/\r\n|\r|\n/).flatMap((line, index): Line[] => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return [];
    const found = /^(\s*)([a-z0-9-]+)\s*[:=]\s*(.+?)\s*$/.exec(line);
    const at = `${path}:${index + 1}:${(found?.[1]?.length ?? 0) + 1}`;
    if (found === null)
      throw new UsageError(`${at}: "${line.trim()}" is no answer. Write the question's id, a colon and the answer.`);
    return [{ id: found[2]!, answer: found[3]!, at }];
  });
  const twice = lines.find(({ id }, index) => lines.findIndex((each) => each.id === id) < index);
  if (twice !== undefined) throw new UsageError(`${twice.at}: "${twice.id}" is answered twice`);
  return lines;
}

function readJson(path: string, text: string): Line[] {
  try {
    const read = JSON.parse(text) as { readonly answers?: Record<string, unknown> };
    const answers: Record<string, unknown> = read.answers ?? { ...read };
    return Object.entries(answers).map(([id, answer]) => {
      const words = Array.isArray(answer) ? answer.join(' ') : String(answer);
      const before = text.slice(0, Math.max(0, text.indexOf(`"${id}"`))).split('\n');
      return { id, answer: words, at: `${path}:${before.length}:${before.at(-1)!.length + 1}` };
    });
  } catch (error) {
    throw new UsageError(`${path}:1:1: this is no JSON: ${(error as Error).message}`);
  }
}
