import { z } from 'zod';
import { questionTypes } from './bank.ts';

const words = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, { error: `must be ${what}` });

const name = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const named = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .regex(name, { error: `must be ${what}: small letters, digits and single dashes` });

const isNoMap = (issue: { readonly code?: string }) =>
  issue.code === 'invalid_type' ? 'must be lines of the form "key: value"' : undefined;

/** The front matter of a bank. Its name is the name of its file. */
export const frontMatter = z.strictObject(
  {
    title: words('a title'),
    section: words('a heading of the lesson'),
    goals: z
      .record(
        z.string().regex(name, { error: 'must be named with small letters, digits and dashes' }),
        words('a sentence'),
        { error: 'must be a list of goals, each as "id: Say …"' },
      )
      .refine((goals) => Object.keys(goals).length > 0, { error: 'must have at least one goal' }),
  },
  { error: isNoMap },
);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const drawn = z.union(
  [
    scalar,
    z.strictObject({ pick: z.array(scalar).min(2) }),
    z.strictObject({
      int: z
        .tuple([z.int(), z.int()])
        .refine(([from, to]) => from < to, { error: 'must run from the smaller number to the larger' }),
    }),
  ],
  { error: 'must be one value, { pick: [at least, two] } or { int: [from, to] }' },
);

const source = words('a heading such as ../lesson.md#topics, a web address, or a KIP such as KIP-98');

/** The `yaml question` block under a question's heading. */
export const settings = z.strictObject(
  {
    id: named('an id'),
    type: z.enum(questionTypes, { error: `must be one of: ${questionTypes.join(', ')}` }),
    goal: words('the id of a goal in the front matter'),
    difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)], {
      error: 'must be 1 (recall), 2 (apply) or 3 (reason)',
    }),
    source: z.union([source, z.array(source).min(1)], { error: 'must be a source or a list of sources' }),
    tags: z.array(named('a tag'), { error: 'must be a list such as [keys, murmur2]' }).optional(),
    kafka: z
      .string({ error: 'must be a version in quotes such as ">=4.0"' })
      .regex(/^(>=|<=|<|>)?\d+\.\d+( (<|<=)\d+\.\d+)?$/, { error: 'must be a version in quotes such as ">=4.0"' })
      .optional(),
    shuffle: z.boolean({ error: 'must be true or false' }).optional(),
    match: z.enum(['loose', 'exact', 'set'], { error: 'must be loose, exact or set' }).optional(),
    unit: words('a unit such as GB').optional(),
    scenario: words('the name of a scenario').optional(),
    compute: z
      .strictObject(
        {
          model: words('the name of a model'),
          given: z.record(z.string(), drawn, { error: 'must be a list of parameters' }).optional(),
          variants: z
            .int({ error: 'must be a whole number' })
            .min(2, { error: 'must be 2 to 60' })
            .max(60, { error: 'must be 2 to 60' }),
        },
        { error: 'must have model, given and variants' },
      )
      .optional(),
  },
  { error: isNoMap },
);

export type FrontMatter = z.infer<typeof frontMatter>;
export type Settings = z.infer<typeof settings>;
/** How a parameter is drawn for a variant: always the same value, one of several, or a whole number in a range. */
export type Drawn = z.infer<typeof drawn>;
