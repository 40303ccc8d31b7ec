import { z } from 'zod';
import { type Check, type Counterexample, checksFor, type Note, part, shape, show, stretch } from '#check';
import { defaultStage, type Step } from '#kafka';
import { offsets, played } from './pictures.ts';
import { type Claim, claims } from './witnesses/claims.ts';
import {
  compacted,
  compactionStory,
  isTrueOfOffsets,
  type OffsetPicture,
  offsetStory,
} from './witnesses/lesson-pictures.ts';
import { type Promised, type Statement, statements } from './witnesses/promises.ts';
import { type Refutable, refutables } from './witnesses/refutations.ts';
import { scenario } from './witnesses/steps.ts';
import { play, type Story } from './witnesses/story.ts';

/** No claim needs more steps to be refuted, even if each is told. */
const MOST_STEPS = 6;

type Answers = Readonly<Record<string, boolean | null>>;
type Guarantees = Readonly<Record<string, Promised | null>>;

const { holds } = checksFor(
  {
    answers: (): Answers => Object.fromEntries(claims.map(({ id, answer }) => [id, answer])),
    offsetPicture: (): OffsetPicture => ({
      records: ['msg0', 'msg1', 'msg2', 'msg3', 'msg4'],
      committed: 2,
      lastHandled: 'msg1',
      nextRead: 'msg2',
    }),
    compactionPicture: () => compacted,
    guarantees: (): Guarantees => Object.fromEntries(statements.map(({ id, answer }) => [id, answer])),
    refute: (claim: string): readonly Step[] => refutables.find(({ id }) => id === claim)?.stories[0]?.steps ?? [],
  },
  {
    answers: shape('true or false for each claim', z.record(z.string(), z.boolean().nullish())),
    offsetPicture: shape(
      'a picture with records, committed, lastHandled and nextRead',
      z.object({
        records: z.array(z.string()),
        committed: z.number(),
        lastHandled: z.string().nullish(),
        nextRead: z.string().nullish(),
      }),
    ),
    compactionPicture: shape(
      'a list of records with offset, key and value',
      z.array(z.object({ offset: z.number(), key: z.string(), value: z.string() })),
    ),
    guarantees: shape(
      "'guaranteed', 'not-guaranteed' or 'depends' for each statement",
      z.record(z.string(), z.literal(['guaranteed', 'not-guaranteed', 'depends']).nullish()),
    ),
    refute: shape('a list of steps', scenario),
  },
);

/** The claims of one family, in one check: the first that is answered wrongly is played. */
function answersAbout(family: Claim['family'], title: string, read: string): Check {
  const about = claims.filter((claim) => claim.family === family);
  const check = holds(title, {
    given: [],
    read,
    that: async (yours) => {
      const answers = await yours.answers();
      const wrong = about.find((claim) => answers[claim.id] !== claim.answer);
      if (wrong === undefined) return true;
      const { id, sentence, stories, misconception } = wrong;
      return settled('answers', { id, sentence, stories }, answers[id], 'true or false', misconception);
    },
  });
  return { ...check, note: async () => settling(about), noteWhenAlone: true };
}

/** The statements of one family, in one check. */
function guaranteesAbout(family: Statement['family'], title: string): Check {
  const about = statements.filter((statement) => statement.family === family);
  const check = holds(title, {
    given: [],
    points: 2,
    read: 'lesson.md#what-kafka-guarantees',
    that: async (yours) => {
      const guarantees = await yours.guarantees();
      const wrong = about.find((one) => guarantees[one.id] !== one.answer);
      if (wrong === undefined) return true;
      const { id, misconceptions } = wrong;
      const answer = guarantees[id];
      const choices = "'guaranteed', 'not-guaranteed' or 'depends'";
      return settled('guarantees', wrong, answer, choices, answer == null ? undefined : misconceptions[answer]);
    },
  });
  return { ...check, note: async () => settling(about), noteWhenAlone: true };
}

const VERDICTS: Readonly<Record<`${Claim['answer'] | Statement['answer']}`, string>> = {
  true: 'That is true.',
  false: 'That is false.',
  guaranteed: 'That is guaranteed.',
  depends: 'That depends.',
  'not-guaranteed': 'That is not guaranteed.',
};

/** What right answers show to whoever asks: each sentence, its answer, and the model playing what settles it. */
function settling(about: readonly (Claim | Statement)[]): Note {
  const message = about.map(({ sentence, answer, stories }) =>
    [`${sentence} ${VERDICTS[`${answer}`]}`, ...stories.map(({ points }) => points)].join('\n'),
  );
  const titled = about.flatMap(({ id, stories }) =>
    stories.map((story) => ({ ...story, title: [id, story.title].filter(Boolean).join(', ') })),
  );
  return { message: message.join('\n'), picture: played(titled) };
}

/** What a failing answer shows: the sentence, the answer, and the model playing what settles it. */
function settled(
  name: string,
  { id, sentence, stories }: Pick<Claim, 'id' | 'sentence' | 'stories'>,
  answer: unknown,
  choices: string,
  misconception: string | undefined,
): Counterexample {
  const call = `${name}[${show(id)}]`;
  if (answer == null) return { call, actual: answer, message: `${sentence}\nNot answered yet: write ${choices}.` };
  const points = stories.map((story) => story.points).join('\n');
  return {
    call,
    see: `${name}.${id}`,
    actual: answer,
    message: `${sentence}\nLook at how the model plays it. ${points}`,
    picture: played(stories),
    ...(misconception !== undefined && { misconception }),
  };
}

/** One claim to be refuted. */
function refutes(id: string, title: string) {
  const claim = refutables.find((each) => each.id === id)!;
  return holds(title, {
    given: [],
    read: 'lesson.md#what-kafka-guarantees',
    that: async (yours) => refutation(claim, await yours.refute(id)),
  });
}

/** Whether the steps refute the claim, or leave a true one alone; if not, why not. */
function refutation(claim: Refutable, steps: readonly Step[]): true | Counterexample {
  const { sentence, holds: isTrue, stories, misconception } = claim;
  const story: Story = { stage: defaultStage, steps, points: '' };
  if (steps.length === 0) {
    if (stories.every((known) => known.steps.length === 0)) return true;
    const message = `${sentence}\nNo steps were given, and there are some that refute it.`;
    return { message, ...(misconception !== undefined && { misconception }) };
  }
  const trace = play(story);
  const refused = trace.findIndex(({ error }) => error !== undefined);
  const picture = played([story]);
  if (refused >= 0) {
    const { code, message } = trace[refused]!.error!;
    return { message: `${sentence}\nKafka refuses step ${refused + 1}. ${code}: ${message}`, picture };
  }
  if (!isTrue(trace)) return true;
  return { message: `${sentence}\nIt is still true after these steps.`, picture };
}

export default [
  part('A', 'True or false', { needs: ['answers'] }, [
    answersAbout('topics', 'tells topics, partitions and offsets apart', 'lesson.md#partitions-and-keys'),
    answersAbout('writing', 'knows what a write waits for and who sees it', 'lesson.md#producers-and-acks'),
    answersAbout('reading', 'knows what reading changes and what it leaves alone', 'lesson.md#consumers-and-offsets'),
    answersAbout('groups', 'knows how groups share a topic', 'lesson.md#consumer-groups'),
    answersAbout('keeping', 'knows when records go', 'lesson.md#retention-and-compaction'),
  ]),

  part('B', 'Two pictures to repair', { needs: ['offsetPicture', 'compactionPicture'] }, [
    holds('puts the committed offset where the next read is', {
      given: [],
      read: 'lesson.md#consumers-and-offsets',
      that: async (yours) => {
        const picture = await yours.offsetPicture();
        if (isTrueOfOffsets(picture)) return true;
        const { committed, records, lastHandled, nextRead } = picture;
        const isLastHandled = records[committed] !== undefined && records[committed] === lastHandled;
        const isNextButOne =
          committed >= 0 && records[committed + 1] !== undefined && records[committed + 1] === nextRead;
        const misconception = isLastHandled ? 'M4-01' : isNextButOne ? 'M4-02' : undefined;
        return {
          message: offsetStory(2).points,
          picture: offsets(picture),
          see: 'offsetPicture',
          ...(misconception !== undefined && { misconception }),
        };
      },
    }),
    holds('leaves records where they are when others are cleaned away', {
      given: [],
      read: 'lesson.md#retention-and-compaction',
      that: async (yours) => {
        const records = await yours.compactionPicture();
        if (show(records) === show(compacted)) return true;

        return {
          message: compactionStory.points,
          picture: played([compactionStory]),
          see: 'compactionPicture',
          ...(sameValues(records) && { misconception: 'M1-16' }),
        };
      },
    }),
  ]),

  part('C', 'What Kafka promises', { needs: ['guarantees'] }, [
    guaranteesAbout('order', 'knows what is promised about order'),
    guaranteesAbout('writes', 'knows what decides whether a write lasts'),
    guaranteesAbout('reading', 'knows what is promised to whoever reads'),
  ]),

  stretch('D', 'Refute it', { needs: ['refute'] }, [
    refutes('every-replica', 'refutes that acks=all means every replica'),
    refutes('one-per-key', 'refutes that a cleaned topic has one record per key'),
    refutes('goes-on', 'refutes that a new owner goes on where the old one stopped'),
    refutes('in-sync', 'leaves a claim alone that is true'),
    holds('needs six steps at most for each', {
      given: [],
      read: 'lesson.md#what-kafka-guarantees',
      that: async (yours) => {
        for (const claim of refutables) {
          const steps = await yours.refute(claim.id);
          const verdict = refutation(claim, steps);
          if (verdict !== true) return verdict;
          if (steps.length > MOST_STEPS) {
            const known = claim.stories[0]!.steps.length;
            return {
              message: `${claim.sentence}\nYour refutation takes ${steps.length} steps; one with ${known} is known.`,
            };
          }
        }
        return true;
      },
    }),
  ]),
];

/** Whether these are the records that stay, at whatever offsets and in whatever order. */
function sameValues(records: readonly { readonly key: string; readonly value: string }[]): boolean {
  const told = (all: typeof records) => all.map(({ key, value }) => `${key}=${value}`).sort();
  return show(told(records)) === show(told(compacted));
}
