import type { Block, Inline } from '../page/block.ts';
import type { Match } from '../session/recognise.ts';

/** How a question is answered. */
export const questionTypes = ['single', 'multiple', 'true-false', 'number', 'text', 'order', 'trace'] as const;

export type QuestionType = (typeof questionTypes)[number];

/** An answer an author wrote: one to choose, a number or text to recognise, a foreseen wrong order or gap. */
export interface Answer {
  readonly right: boolean;
  readonly text: readonly Inline[];
  readonly feedback: readonly Block[];
  /** The misconception behind a wrong answer, such as `M2-01`. */
  readonly misconception?: string;
}

/** What one variant of a computed question puts in place of `{{name}}`. */
export type Values = Readonly<Record<string, string>>;

/** A question as the quiz needs it: plain data, checked, with every variant computed. */
export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly goal: string;
  /** 1 recall, 2 apply, 3 reason. */
  readonly difficulty: 1 | 2 | 3;
  readonly tags: readonly string[];
  /** Where it can be read: `lesson.md#anchor`, a web address, or a KIP. */
  readonly sources: readonly string[];
  /** Versions of Kafka for which the answer holds, such as `>=4.0`. */
  readonly kafka?: string;
  readonly shuffle: boolean;
  /** How typed text is compared. */
  readonly match: Match;
  readonly unit?: string;
  /** A scenario that the reference model plays to settle the matter. */
  readonly scenario?: string;
  readonly title: readonly Inline[];
  readonly body: readonly Block[];
  readonly answers: readonly Answer[];
  /** The steps of an order, in the right order. */
  readonly steps: readonly (readonly Inline[])[];
  /** What belongs into each gap of a trace: accepted texts. */
  readonly gaps: readonly (readonly string[])[];
  readonly why: readonly Block[];
  readonly hint: readonly Block[];
  /** Values of each variant; none for a question that is not computed. */
  readonly variants: readonly Values[];
}

/** One file of questions. Banks follow the order of the lesson's sections. */
export interface Bank {
  readonly name: string;
  readonly title: string;
  /** The lesson's heading that the bank belongs to. */
  readonly section: string;
  /** What a learner can say afterwards, by id. */
  readonly goals: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
}

/** All banks in the order of the lesson, and the catalogue of misconceptions (id to belief). */
export interface Course {
  readonly banks: readonly Bank[];
  readonly misconceptions: Readonly<Record<string, string>>;
}
