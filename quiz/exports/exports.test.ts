import { parse } from 'gift-pegjs';
import { expect, test } from 'vitest';
import { courseRoot } from '../course-root.ts';
import { loadCourse } from '../load-course.ts';
import { anki } from './anki.ts';
import { gift } from './gift.ts';
import { moodleXml } from './moodle-xml.ts';
import { exportedQuestions } from './posed-questions.ts';

const { course } = loadCourse(courseRoot);
const exported = exportedQuestions(course, 3);
const types = (wanted: string) => exported.filter(({ posed }) => posed.question.type === wanted).length;

test('GIFT is read by gift-pegjs, question for question', () => {
  const read = parse(gift(course, 3));
  const count = (type: string) => read.filter((each) => each.type === type).length;
  expect(count('Category')).toBe(course.banks.length);
  expect(read).toHaveLength(course.banks.length + exported.length);
  expect(count('TF')).toBe(types('true-false'));
  expect(count('Numerical')).toBe(types('number'));
  expect(count('MC')).toBe(types('single') + types('multiple'));
  expect(count('Matching')).toBe(types('order') + types('trace'));
  expect(count('Short')).toBe(types('text'));
});

test('GIFT keeps the right answers and each answer’s own feedback', () => {
  const [, single] = parse(gift(course, 3));
  if (single?.type !== 'MC') throw new Error('the first question is a single choice');
  expect(single.choices.filter(({ isCorrect }) => isCorrect).map(({ text }) => text.text)).toEqual([
    'Append-only logs, the partitions, spread over brokers',
  ]);
  expect(single.choices.every(({ feedback }) => (feedback?.text ?? '') !== '')).toBe(true);
});

/** The grades that Moodle's importer accepts, in per cent; any other is refused (question_bank::fraction_options). */
const moodleGrades = [
  100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5,
  0,
];

/** The elements of an XML text as paths such as `quiz/question/name`. Throws if tags do not match or a character is not allowed. */
function pathsOf(xml: string): string[] {
  const open: string[] = [];
  const paths: string[] = [];
  const rest = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').replace(/^<\?xml [^>]*\?>\n/, '');
  for (const [, close, name, text] of rest.matchAll(/<(\/?)([a-z]+)(?: [a-z]+="[^"<&]*")*>([^<]*)/g)) {
    if (close) expect(open.pop()).toBe(name);
    else paths.push([...open, name].join('/')) && open.push(name!);
    expect(text!.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/&/);
  }
  expect(open).toEqual([]);
  expect(rest.replace(/<\/?[a-z]+(?: [a-z]+="[^"<&]*")*>/g, '')).not.toMatch(/[<>]/);
  return paths;
}

test('Moodle XML is well formed and has what the importer reads', () => {
  const xml = moodleXml(course, 3);
  expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')).toBe(true);
  const paths = pathsOf(xml);
  const count = (path: string) => paths.filter((each) => each === path).length;
  expect(count('quiz/question')).toBe(course.banks.length + exported.length);
  for (const part of [
    'name',
    'questiontext',
    'generalfeedback',
    'defaultgrade',
    'penalty',
    'hidden',
    'idnumber',
    'tags',
  ])
    expect(count(`quiz/question/${part}`), part).toBe(exported.length);
  const ids = [...xml.matchAll(/<idnumber>(.*?)<\/idnumber>/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(exported.length);
  expect(ids).toContain('what-kafka-stores');
  expect(ids).toContain('offset-to-commit-v3');
  for (const [, fraction] of xml.matchAll(/fraction="(.*?)"/g))
    expect(moodleGrades).toContain(Math.abs(Number(fraction)));
});

test('Moodle’s embedded answers have an answer for each gap', () => {
  const cloze = moodleXml(course, 1).split('<question type="cloze">').slice(1);
  expect(cloze).toHaveLength(
    course.banks.flatMap(({ questions }) => questions).filter(({ type }) => type === 'trace').length,
  );
  for (const question of cloze) expect(question).toMatch(/\{1:SHORTANSWER:=[^{}]+\}/);
});

test('Anki gets four columns for each note, ids of its own, and quotes that double', () => {
  const text = anki(course, 3);
  const [header, notes] = [text.split('\n').slice(0, 6), text.split('\n').slice(6).join('\n')];
  expect(header).toEqual([
    '#separator:tab',
    '#html:true',
    '#notetype:Basic',
    '#deck:Kafka Fundamentals',
    '#tags column:3',
    '#guid column:4',
  ]);
  const field = String.raw`("(?:[^"]|"")*"|[^"\t\n]*)`;
  const rows = [...notes.matchAll(new RegExp(`^${[field, field, field, field].join('\t')}\n`, 'gm'))];
  expect(rows.map(([row]) => row).join('')).toBe(notes);
  expect(rows).toHaveLength(exported.length);
  expect(new Set(rows.map((row) => row[4])).size).toBe(exported.length);
});
