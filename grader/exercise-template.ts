/** An exercise before anybody has written it. */
export interface NewExercise {
  /** The folder's name, such as `07-log-compaction`. */
  readonly id: string;
  readonly title: string;
}

/**
 * The files of a new exercise, by path from the course's folder: a small one that works as it is and is meant to be written over.
 * Its starter fails, its solution passes, and a wrong belief is caught by its name.
 */
export function exerciseTemplate({ id, title }: NewExercise): Readonly<Record<string, string>> {
  const number = Number(id.slice(0, 2));
  const folder = `exercises/${id}`;
  const starter = starterOf(number, title);
  return {
    [`${folder}/README.md`]: readmeOf(number, title),
    [`${folder}/exercise.ts`]: starter,
    [`${folder}/starter.ts`]: starter,
    [`${folder}/checks.ts`]: checks,
    [`${folder}/misconceptions.ts`]: misconceptionsOf(number),
    [`solutions/${id}.ts`]: solution,
  };
}

const readmeOf = (number: number, title: string) => `---
title: ${JSON.stringify(title)}
minutes: 5
teaches:
  - Say which offset the next record of a log gets
---

# ${title}

Two or three sentences: what this is about, and why somebody who works with Kafka wants to know it. This text, like every file of
this exercise, works as it is and is there to be written over.

Open \`exercise.ts\` beside this text, fill in the function, then \`npm run grade ${number}\`.

## A · The next offset

Offsets only ever grow, and they may leave **holes**. \`nextOffset(offsets)\` gives the offset of the next record that is
appended to a log with records at these offsets: the one behind the last, or 0 in a log that is empty.

| offsets | next |
| ------- | ---- |
| 0, 1, 2 | 3    |
| 0, 3, 4 | 5    |
| none    | 0    |

## Hints

### A

1. A question that makes one look: how many records has the log of the second row, and what comes next there?
2. The rule, in words: only the last offset matters, not how many there are.
3. The code, in words: \`offsets.at(-1)\` is the last one, or \`undefined\` if there is none. One more than that.
`;

const starterOf = (
  number: number,
  title: string,
) => `// Exercise ${number}: ${title}. The task is in README.md beside this file.
// Grade it with:  npm run grade ${number}      A hint:  npm run hint ${number}

/** A · The offset that the next record will get. */
export function nextOffset(offsets: number[]): number {
  throw new Error('TODO: part A');
}
`;

const checks = `import fc from 'fast-check';
import { checksFor, part, wholeNumber } from '#check';

/** Kafka's answer. Where src/kafka has it already, import it from '#kafka' instead: two implementations are one too many. */
function nextOffset(offsets: readonly number[]): number {
  return (offsets.at(-1) ?? -1) + 1;
}

// The functions a student writes, with the right answer, and the shape theirs must have.
const { agrees, holds } = checksFor({ nextOffset }, { nextOffset: wholeNumber });

/** The offsets of a log in their order, often with holes: what is generated has to reach the traps. */
const someOffsets = fc
  .uniqueArray(fc.nat({ max: 20 }), { maxLength: 6 })
  .map((offsets) => offsets.toSorted((a, b) => a - b));

export default [
  part('A', 'The next offset', { needs: ['nextOffset'] }, [
    // A title completes "Your code …". What stays true of every answer first, then whether it is Kafka's.
    holds('never gives an offset twice', {
      given: [someOffsets],
      always: [[[0, 3, 4]]],
      read: 'lesson.md#consumers-and-offsets',
      that: async (yours, offsets) => !offsets.includes(await yours.nextOffset([...offsets])),
    }),
    agrees('goes on behind the last record, whatever came before', {
      on: 'nextOffset',
      given: [someOffsets],
      // Inputs that are always tried, before any that are generated.
      always: [[[]], [[0, 3, 4]]],
      read: 'lesson.md#consumers-and-offsets',
    }),
  ]),
];
`;

const misconceptionsOf = (number: number) => `import type { Misconceptions } from '#check';

// Wrong beliefs, and the code that each makes one write. A check has to catch every one of them, and the report names it
// where it accounts for every answer a student's code gave. The belief completes "It looks as if your code …".
export default {
  'M${number}-01': {
    belief: 'counts the records, where an offset follows the last one; a log may have holes',
    nextOffset: (offsets: readonly number[]) => offsets.length,
  },
  'M${number}-02': {
    belief: 'gives the offset of the last record, where the next record goes behind it',
    nextOffset: (offsets: readonly number[]) => offsets.at(-1) ?? 0,
  },
} satisfies Misconceptions;
`;

const solution = `// One comment a function: what people get wrong here, and why this is right.

// \`at(-1)\` is undefined for an empty log, and \`-1 + 1\` is the offset of a log's first record.
export function nextOffset(offsets: number[]): number {
  return (offsets.at(-1) ?? -1) + 1;
}
`;
