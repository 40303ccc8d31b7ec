import { styleText } from 'node:util';

/** Colours by what they mean. Each takes text and gives it back, in colour where there is colour. */
export interface Style {
  /** Green: a claim that holds, a right answer. */
  passed(text: string): string;
  /** Red: a claim that is disproved, a wrong answer. Mark it, don't flood it. */
  disproved(text: string): string;
  /** Yellow: worth a look, not asked, partly done. */
  warning(text: string): string;
  /** Dim: useful, but not now. */
  aside(text: string): string;
  /** Bold. */
  heading(text: string): string;
  /** Cyan: what to type or press. */
  key(text: string): string;
  /** Cyan: what the student answered or chose. */
  answer(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

/** The styles, in the sixteen colours that the reader's own theme decides; all of them plain text without colour. */
export function styles(color: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    // Whether to colour was decided in look.ts; here the stream must not be asked a second time.
    color && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    passed: paint('green'),
    disproved: paint('red'),
    warning: paint('yellow'),
    aside: paint('dim'),
    heading: paint('bold'),
    key: paint('cyan'),
    answer: paint('cyan'),
  };
}
