import { z } from 'zod';
import { comparePartitions, type TopicPartition } from '#kafka';
import { frozen } from './frozen.ts';

/** A shape an answer must have, and how it is compared. */
export interface Shape {
  /** Completes "where … is due". */
  readonly due: string;
  /**
   * The answer to a call with these arguments in a comparable form (sets are sorted, and what is not compared is left out), or
   * where it does not fit, as ` (at [0].partition)`.
   */
  readonly read: (
    value: unknown,
    args: readonly unknown[],
  ) => { readonly value: unknown } | { readonly misfit: string };
}

/**
 * A shape from a zod schema; what the schema's transforms make of an answer is what gets compared. `compared` takes out what
 * is left open for the arguments it was asked with. A frozen answer is parsed once, however many claims look at it.
 */
export function shape<T>(
  due: string,
  schema: z.ZodType<T>,
  compared: (value: T, args: readonly unknown[]) => unknown = (value) => value,
): Shape {
  const known = new WeakMap<object, z.ZodSafeParseResult<T>>();
  const parse = (value: unknown) => {
    if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return schema.safeParse(value);
    const parsed = known.get(value) ?? schema.safeParse(value);
    frozen(parsed.data);
    known.set(value, parsed);
    return parsed;
  };
  return {
    due,
    read: (value, args) => {
      const parsed = parse(value);
      return parsed.success ? { value: compared(parsed.data, args) } : { misfit: where(parsed.error) };
    },
  };
}

const aTopicPartition = z.object({ topic: z.string(), partition: z.int() });

/** Partitions in any order: Kafka treats them as a set, so they are sorted before they are compared. */
export const partitionSet = z
  .array(aTopicPartition)
  .transform((partitions): TopicPartition[] => [...partitions].sort(comparePartitions));

/** Wherever a whole number is the answer. */
export const wholeNumber = shape('a whole number', z.int());
/** Wherever text is the answer. */
export const text = shape('text', z.string());
/** Wherever bytes are the answer. */
export const bytes = shape('a Uint8Array', z.instanceof(Uint8Array));
/** Wherever a list of texts is the answer, in order. */
export const texts = shape('a list of texts', z.array(z.string()));
/** Wherever an offset, or null for "none", is the answer. */
export const offsetOrNull = shape('an offset or null', z.int().nullable());

function where(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? [];
  if (path.length === 0) return '';
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `; look at ${steps}`;
}
