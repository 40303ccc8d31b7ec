import { columns, ends, type Look, squares, wrap } from '#terminal';
import type { Goal, Learned, Share } from './learned.ts';

/** What a student can do by now, for the terminal. `date` is as it is to be read. */
export function resultsScreen({ topics, checks, questions, left }: Learned, date: string, look: Look): string[] {
  const { style, width, plain } = look;
  const title = 'Kafka Fundamentals: what you can do now';
  const shown = topics.filter(({ goals }) => goals.length > 0);
  return [
    ...(plain ? [`${title}, ${date}.`] : ends(style.heading(title), date, width)),
    '',
    ...shareLines(checks, questions, look),
    ...shown.flatMap(({ title: topic, goals }) => [
      '',
      plain ? `${topic}:` : style.heading(topic),
      ...goals.flatMap((goal) => goalLines(goal, look)),
    ]),
    ...(left.length > 0 ? ['', plain ? 'Worth another look:' : style.heading('Worth another look')] : []),
    ...columns(
      left.map(({ command, why }) => [style.key(command), why]),
      { width, indent: plain ? 0 : 2 },
    ),
  ];
}

function shareLines(checks: Share, questions: Share, look: Look): string[] {
  const rows = [
    ['Exercises', checks, 'checks pass'],
    ['Quiz', questions, 'questions right when asked last'],
  ] as const;
  if (look.plain) return rows.map(([what, { done, of }, words]) => `${what}: ${done} of ${of} ${words}.`);
  const size = look.width < 72 ? 12 : 24;
  return columns(
    rows.map(([what, { done, of }, words]) => [what, squares(done, of, size, look), `${done} of ${of} ${words}`]),
    { width: look.width, indent: 2 },
  );
}

function goalLines(goal: Goal, { style, glyph, width, plain }: Look): string[] {
  const { text, share } = goal;
  const state = stateOf(share);
  if (plain)
    return wrap(`${{ done: 'Reached', partly: 'Partly', not: 'Not yet' }[state]}: ${text}${why(goal)}.`, width);
  const mark = {
    done: style.passed(glyph.passed),
    partly: style.warning(glyph.partly),
    not: style.aside(glyph.notStarted),
  }[state];
  return wrap(`${text}${style.aside(why(goal))}`, width, { first: `  ${mark} ` });
}

/** The same as a page that can be handed in. It says nothing of who it is about. */
export function resultsPage({ topics, checks, questions, left }: Learned, date: string): string {
  const mark = { done: '[x]', partly: '[ ]', not: '[ ]' };
  const lines = [
    '# Kafka Fundamentals: my results',
    '',
    date,
    '',
    `- Exercises: ${checks.done} of ${checks.of} checks pass`,
    `- Quiz: ${questions.done} of ${questions.of} questions right when asked last`,
    ...topics.flatMap(({ title, goals }) =>
      goals.length === 0
        ? []
        : ['', `## ${title}`, '', ...goals.map((goal) => `- ${mark[stateOf(goal.share)]} ${goal.text}${why(goal)}`)],
    ),
    ...(left.length === 0 ? [] : ['', '## Worth another look', '']),
    ...left.map(({ command, why: because }) => `- \`${command}\`: ${because}`),
  ];
  return `${lines.join('\n')}\n`;
}

function stateOf({ done, of }: Share): 'done' | 'partly' | 'not' {
  if (done === 0) return 'not';
  return done < of ? 'partly' : 'done';
}

/** What a goal's mark rests on: so many questions, or the checks where some are left. */
function why({ by, share: { done, of } }: Goal): string {
  if (by === 'quiz') return `, quiz ${done} of ${of}`;
  return done > 0 && done < of ? `, ${done} of ${of} checks` : '';
}
