import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMarkdown } from './bank/markdown.ts';
import { report } from './bank/problem.ts';
import { courseRoot } from './course-root.ts';
import { loadCourse } from './load-course.ts';
import { models } from './models/index.ts';
import { quizSheet } from './sheet.ts';

const { course, problems, files } = loadCourse(courseRoot);
const questions = course.banks.flatMap((bank) => bank.questions);

test('the course’s own questions have neither errors nor warnings', () => {
  expect(report(problems, files)).toBe('0 errors, 0 warnings');
});

test('every section of the lesson that teaches has a bank, and there are at least sixty questions', () => {
  const lesson = readFileSync(join(courseRoot, 'lesson.md'), 'utf8');
  const taught = [
    'What Kafka is',
    'Topics',
    'Partitions and keys',
    'Brokers and replication',
    'Producers and acks',
    'Consumers and offsets',
    'Consumer groups',
    'What a record is',
    'Kafka beside message queues',
    'Retention and compaction',
    'What Kafka guarantees',
    'Commands',
  ];
  for (const section of taught) expect(lesson).toContain(`## ${section}`);
  expect(course.banks.map(({ section }) => section)).toEqual(taught);
  expect(questions.length).toBeGreaterThanOrEqual(60);
  expect(questions.filter(({ variants }) => variants.length > 0).length).toBeGreaterThanOrEqual(12);
});

test('every wrong answer has feedback of its own and a misconception', () => {
  const wrong = questions.flatMap(({ id, answers }) =>
    answers.filter(({ right }) => !right).map((answer) => ({ id, ...answer })),
  );
  expect(wrong.filter(({ feedback, misconception }) => feedback.length === 0 || misconception === undefined)).toEqual(
    [],
  );
  expect(wrong.length).toBeGreaterThan(200);
});

test('every model is used, and every kind of question asked', () => {
  const sources = files.map(({ text }) => text).join('\n');
  expect(Object.keys(models).filter((name) => !sources.includes(`model: ${name}\n`))).toEqual([]);
  expect(new Set(questions.map(({ type }) => type)).size).toBe(7);
});

test('quiz/QUIZ.md is what the banks say (npm run quiz-sheet writes it again)', () => {
  expect(readFileSync(join(courseRoot, 'quiz/QUIZ.md'), 'utf8').replaceAll('\r\n', '\n')).toBe(quizSheet(course));
});

test('the sheet ticks nothing, fills every placeholder, and closes every fold', () => {
  const sheet = quizSheet(course);
  expect(sheet).not.toMatch(/\[[xX]\]|\{\{|\}\}|\{M\d|\[\[/);
  expect(sheet.match(/<details>/g)?.length).toBe(sheet.match(/<\/details>/g)?.length);
  expect(sheet.match(/<\/summary>(?!\n\n)/)).toBeNull();
  // As many headings as questions, so that no block has swallowed its neighbours.
  const headings = readMarkdown(sheet).filter(({ token }) => token.type === 'heading_open' && token.tag === 'h3');
  expect(headings).toHaveLength(questions.length);
});
