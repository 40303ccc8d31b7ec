import { expect, test } from 'vitest';
import { courseRoot } from '../course-root.ts';
import { loadCourse } from '../load-course.ts';
import { chooseByName } from './choose.ts';
import { allQuestions, drawBalanced } from './draw.ts';
import { chooseDue, whenNextDue } from './due.ts';
import { judge, type Reply } from './judge.ts';
import { afterAnswer, dueAt } from './leitner.ts';
import { pose } from './pose.ts';
import type { Progress } from './progress.ts';

const { course } = loadCourse(courseRoot);
const all = allQuestions(course.banks);
const questionOf = (id: string) => all.find(({ question }) => question.id === id)!.question;
const nothing: Progress = { schema: 1, seed: 7, questions: {} };
const turn = { seed: 0, attempt: 0 };

const choosing = (id: string, ...texts: string[]): Reply => {
  const { answers } = pose(questionOf(id), turn);
  const chosen = texts.map((text) =>
    answers.findIndex((answer) =>
      answer.text
        .map((run) => run.text)
        .join('')
        .startsWith(text),
    ),
  );
  return { kind: 'options', chosen };
};

test('a single choice is right or wrong, and its own feedback is given', () => {
  const posed = pose(questionOf('what-kafka-stores'), turn);
  expect(judge(posed, choosing('what-kafka-stores', 'Append-only')).right).toBe(true);
  const wrong = judge(posed, choosing('what-kafka-stores', 'Queues'));
  expect(wrong.right).toBe(false);
  expect(wrong.remarks.map(({ is, misconception }) => [is, misconception])).toEqual(
    expect.arrayContaining([
      ['wrong', 'M1-02'],
      ['left out', undefined],
    ]),
  );
});

test('a multiple choice wants all right answers and no other', () => {
  const posed = pose(questionOf('share-group'), turn);
  const right = ['More members', 'Records are acknowledged', 'A record is given up'];
  expect(judge(posed, choosing('share-group', ...right)).right).toBe(true);
  expect(judge(posed, choosing('share-group', ...right.slice(1))).right).toBe(false);
  expect(judge(posed, choosing('share-group', ...right, 'It keeps')).right).toBe(false);
});

test('a foreseen wrong number is recognised, an unforeseen one is just wrong', () => {
  const posed = pose(questionOf('offset-to-commit'), turn);
  const right = Number(posed.answers.find((answer) => answer.right)!.text[0]!.text);
  const say = (number: number) => judge(posed, { kind: 'typed', texts: [String(number)] });
  expect(say(right)).toMatchObject({ right: true, expected: String(right) });
  expect(say(right - 1).remarks[0]).toMatchObject({ is: 'wrong', misconception: 'M4-01' });
  expect(say(right + 1).remarks[0]).toMatchObject({ is: 'wrong', misconception: 'M4-02' });
  expect(say(right + 7)).toMatchObject({ right: false, remarks: [] });
});

test('gaps are judged one by one', () => {
  const posed = pose(questionOf('create-topic'), turn);
  expect(judge(posed, { kind: 'typed', texts: ['6', '3'] }).right).toBe(true);
  const verdict = judge(posed, { kind: 'typed', texts: ['6', '2'] });
  expect(verdict.remarks.map(({ about, is }) => [about, is])).toEqual([
    ['gap 1: 6', 'right'],
    ['gap 2: 2', 'wrong'],
  ]);
  expect(verdict.expected).toBe('6; 3');
});

test('an order is right in one way, and a foreseen mistake is named', () => {
  const posed = pose(questionOf('order-of-durability'), turn);
  const at = (place: number) => posed.steps.findIndex((step) => step.place === place);
  const order = (places: number[]): Reply => ({ kind: 'order', steps: places.map(at) });
  expect(judge(posed, order([0, 1, 2, 3, 4])).right).toBe(true);
  expect(judge(posed, order([0, 2, 1, 3, 4])).remarks[0]).toMatchObject({ misconception: 'MQ-55' });
  expect(judge(posed, order([0, 1, 3, 2, 4])).remarks[0]?.about).toMatch(/^3\. /);
});

test('steps are never shown in the right order', () => {
  for (let attempt = 0; attempt < 200; attempt++) {
    const { steps } = pose(questionOf('leader-crashes'), { seed: 3, attempt });
    expect(steps.every(({ place }, index) => place === index)).toBe(false);
  }
});

test('the same seed asks the same, the next attempt has other numbers', () => {
  const computed = all.filter(({ question }) => question.variants.length > 0);
  for (const { question } of computed) {
    expect(pose(question, { seed: 5, attempt: 2 })).toEqual(pose(question, { seed: 5, attempt: 2 }));
    expect(pose(question, { seed: 5, attempt: 3 }).variant).not.toBe(pose(question, { seed: 5, attempt: 2 }).variant);
  }
});

test('no placeholder is left in any variant of any question', () => {
  for (const { question } of all)
    for (let attempt = 0; attempt < Math.max(1, question.variants.length); attempt++) {
      const { question: _, ...shown } = pose(question, { seed: 0, attempt });
      expect(JSON.stringify(shown), question.id).not.toMatch(/\{\{|\}\}/);
    }
});

test('ten questions are balanced: ten sections, at most two hard ones, at least three that are typed', () => {
  for (let seed = 0; seed < 300; seed++) {
    const drawn = drawBalanced(course.banks, 10, nothing, seed);
    expect(new Set(drawn.map(({ question }) => question.id)).size).toBe(10);
    expect(new Set(drawn.map(({ bank }) => bank.name)).size).toBe(10);
    expect(drawn.filter(({ question }) => question.difficulty === 3).length).toBeLessThanOrEqual(2);
    expect(
      drawn.filter(({ question }) => ['number', 'text', 'order', 'trace'].includes(question.type)).length,
    ).toBeGreaterThanOrEqual(3);
  }
});

test('quiz after quiz asks everything there is before much is asked twice', () => {
  let progress = nothing;
  const now = new Date('2026-11-22T10:00:00Z');
  const rounds = Math.ceil(all.length / 10) + 3;
  for (let round = 0; round < rounds; round++)
    for (const { question } of drawBalanced(course.banks, 10, progress, progress.seed)) {
      const remembered = afterAnswer(progress.questions[question.id], true, now);
      progress = { ...progress, questions: { ...progress.questions, [question.id]: remembered } };
    }
  expect(Object.keys(progress.questions).length).toBeGreaterThan(all.length * 0.8);
});

test('missed questions are due at once, then after an hour, a day, four days, two weeks', () => {
  const start = new Date('2026-11-22T10:00:00Z');
  let remembered = afterAnswer(undefined, false, start);
  expect(dueAt(remembered)).toBe(start.getTime());
  const waits = [1, 24, 96, 336, 336].map((hours) => {
    remembered = afterAnswer(remembered, true, start);
    return [(dueAt(remembered) - start.getTime()) / 3_600_000, hours];
  });
  for (const [wait, hours] of waits) expect(wait).toBe(hours);
  expect(afterAnswer(remembered, false, start)).toMatchObject({ box: 1, attempts: 7, right: 5 });
});

test('review asks what was missed, never what is unknown to the course', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  const questions = {
    'what-kafka-stores': afterAnswer(undefined, false, now),
    'cluster-facts': afterAnswer(undefined, true, now),
    'gone-since-last-year': afterAnswer(undefined, false, now),
  };
  const progress = { ...nothing, questions };
  expect(chooseDue(course, progress, now, false).map(({ question }) => question.id)).toEqual(['what-kafka-stores']);
  expect(chooseDue(course, progress, now, true).map(({ question }) => question.id)).toEqual([
    'what-kafka-stores',
    'cluster-facts',
  ]);
  const known = { ...progress, questions: { 'cluster-facts': questions['cluster-facts'] } };
  expect(whenNextDue(course, known, now)).toContain('due in 24 h');
  expect(whenNextDue(course, nothing, now)).toContain('npm run quiz');
});

test('a name is a bank, a goal, a tag or a question; another one is met with what there is', () => {
  const ids = (name: string) => chooseByName(course, name).map(({ question }) => question.id);
  expect(ids('offsets').length).toBe(course.banks.find(({ name }) => name === 'offsets')!.questions.length);
  expect(ids('growing')).toEqual(['keys-that-move', 'three-to-four']);
  expect(ids('murmur2')).toContain('key-to-partition');
  expect(ids('hot-key')).toEqual(['hot-key']);
  expect(() => chooseByName(course, 'ofsets')).toThrow(
    'There is no quiz "ofsets": did you mean "offsets"?\nThere are: architecture, topics',
  );
});
