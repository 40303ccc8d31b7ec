import { type Reading, readOne, readOrder, readSome } from '#terminal';
import { plainText } from '../page/block.ts';
import type { Reply } from './judge.ts';
import type { Posed } from './pose.ts';
import { readNumber } from './recognise.ts';

/** Understands one line as the answer to a question, or says what to type instead. */
export function readReply(posed: Posed, line: string): Reading<Reply> {
  const { question, answers, steps, gaps } = posed;
  switch (question.type) {
    case 'single':
    case 'true-false': {
      const byWords = answers.findIndex((answer) => sameWords(plainText(answer.text), line));
      if (byWords >= 0) return { value: { kind: 'options', chosen: [byWords] } };
      return mapReading(readOne(line, answers.length), (index) => ({ kind: 'options', chosen: [index] }));
    }
    case 'multiple':
      return mapReading(readSome(line, answers.length), (chosen) => ({ kind: 'options', chosen }));
    case 'order':
      return mapReading(readOrder(line, steps.length), (order) => ({ kind: 'order', steps: order }));
    case 'number':
      if (readNumber(line, question.unit) === null) return { problem: 'Type a number, such as 3.' };
      return { value: { kind: 'typed', texts: [line] } };
    case 'text':
      return line.trim() === '' ? { problem: 'Type an answer.' } : { value: { kind: 'typed', texts: [line] } };
    case 'trace': {
      const texts = gaps.length === 1 ? [line] : line.split(';');
      if (texts.length === gaps.length && texts.every((text) => text.trim() !== ''))
        return { value: { kind: 'typed', texts } };
      return { problem: gaps.length === 1 ? 'Type an answer.' : `Type ${gaps.length} answers with ";" between them.` };
    }
  }
}

const sameWords = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

function mapReading<A, B>(reading: Reading<A>, map: (value: A) => B): Reading<B> {
  return 'value' in reading ? { value: map(reading.value) } : reading;
}
