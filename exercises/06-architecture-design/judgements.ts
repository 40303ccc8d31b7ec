import { NoData } from '#check';
import { type Judgement, judgeDesign, type UseCase } from '#kafka';

/** Everybody's design is run at these seeds, and at one more that comes from the grader's own. */
const publicSeeds = [1, 42];

/** The checks of a part share a judgement, and a class has many designs in common. A judgement is a few kilobytes. */
const mostKept = 64;
const kept = new Map<string, Judgement>();

/** Runs a design at three seeds and holds it to its use case's requirements; the same design only once. */
export function judgementOf(design: unknown, useCase: UseCase, seed: number): Judgement {
  const plain = withItsStream(asPlainData(design), useCase);
  const key = JSON.stringify([useCase.title, seed, plain]);
  const judgement = kept.get(key) ?? judgeDesign(plain, useCase, [...publicSeeds, seed]);
  kept.delete(key);
  kept.set(key, judgement);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return judgement;
}

/** A use case has one stream: whatever a design's only producer calls it, it is that one. */
function withItsStream(design: unknown, { stream }: UseCase): unknown {
  const { producers } = (design ?? {}) as { readonly producers?: unknown };
  if (!Array.isArray(producers) || producers.length !== 1 || typeof producers[0]?.stream !== 'string') return design;
  return { ...(design as object), producers: [{ ...producers[0], stream }] };
}

/** What is no plain data has no place in a design: it is put in words, so that the refusal can name it. */
function asPlainData(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof NoData) return value.what;
  if (Array.isArray(value)) return value.map(asPlainData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asPlainData(member)]));
}
