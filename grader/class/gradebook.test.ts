import { expect, it } from 'vitest';
import { gradebook } from './gradebook.ts';

const bookOf = (...students: string[]) =>
  gradebook([
    {
      id: '02-partition-assignment',
      maxScore: 9,
      grades: students.map((student) => ({ student, score: 5, bonus: 2, outcome: 'failed' as const })),
    },
  ]);

it("begins with nbgrader's columns, in its order", () => {
  expect(bookOf('alice')).toBe(
    `assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score,bonus,outcome
02-partition-assignment,,,alice,,,,5,0,5,9,2,failed
`,
  );
});

it.each([
  ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  ['\u200b=1', "'\u200b=1"],
  ['＝1', "'＝1"],
])('is text to a spreadsheet: %j', (name, cell) => {
  expect(bookOf(name).split('\n').slice(1).join('\n')).toContain(`,,,${cell},,,`);
});

it('quotes what would end a cell or a row', () => {
  expect(bookOf('a,b "c"\nd')).toContain(',,,"a,b ""c""\nd",,,');
});
