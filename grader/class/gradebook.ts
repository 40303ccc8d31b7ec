import type { ExerciseReport } from '../report.ts';

/** nbgrader's columns, in its order, and after them two of ours. */
const COLUMNS = [
  'assignment',
  'duedate',
  'timestamp',
  'student_id',
  'last_name',
  'first_name',
  'email',
  'raw_score',
  'late_submission_penalty',
  'score',
  'max_score',
  'bonus',
  'outcome',
] as const;

/** What the gradebook says of one student in one exercise. */
export interface Grade extends Pick<ExerciseReport, 'score' | 'bonus' | 'outcome'> {
  readonly student: string;
}

/** One exercise of the course with everybody's grades, in the order of the class. */
export interface Assignment {
  readonly id: string;
  readonly maxScore: number;
  readonly grades: readonly Grade[];
}

/** The gradebook as nbgrader exports it: a row for each exercise and student. It knows no dates, so those columns are empty. */
export function gradebook(assignments: readonly Assignment[]): string {
  const rows = assignments.flatMap(({ id, maxScore, grades }) =>
    grades.map(
      ({ student, score, bonus, outcome }): Readonly<Record<(typeof COLUMNS)[number], string | number>> => ({
        assignment: id,
        duedate: '',
        timestamp: '',
        student_id: student,
        last_name: '',
        first_name: '',
        email: '',
        raw_score: score,
        late_submission_penalty: 0,
        score,
        max_score: maxScore,
        bonus,
        outcome,
      }),
    ),
  );
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))];
  return `${lines.join('\n')}\n`;
}

/**
 * A cell that a spreadsheet takes for text and not for a formula: one that would start a formula gets an apostrophe in front, as
 * OWASP advises; quotes as in RFC 4180.
 */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const inert = /^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
