import type { Model, Scalar } from '../models/model.ts';
import { randomFrom } from '../random.ts';
import type { Values } from './bank.ts';
import { didYouMeanOr } from './did-you-mean.ts';
import type { DraftQuestion } from './draft.ts';
import { type Problem, problem } from './problem.ts';
import type { Drawn, Settings } from './schema.ts';

type Compute = NonNullable<Settings['compute']>;

/** Computes every variant of a question. Draws that do not suit the model, or that were drawn before, are drawn again. */
export function computeVariants(
  question: DraftQuestion,
  models: Readonly<Record<string, Model>>,
): { readonly variants: readonly Values[]; readonly problems: readonly Problem[] } {
  const compute = question.settings?.compute;
  if (compute === undefined) return { variants: [], problems: [] };
  const { file, yaml, at } = question;
  const model = Object.hasOwn(models, compute.model) ? models[compute.model] : undefined;
  if (model === undefined) {
    const place = yaml?.valueAt(['compute', 'model']) ?? at;
    const help = didYouMeanOr(compute.model, Object.keys(models));
    return { variants: [], problems: [problem('Q058', file, place, `there is no model "${compute.model}"`, help)] };
  }
  const misnamed = checkNames(question, compute, model);
  if (misnamed.length > 0) return { variants: [], problems: misnamed };
  return drawVariants(question, compute, model);
}

function checkNames({ file, yaml, at }: DraftQuestion, compute: Compute, model: Model): Problem[] {
  const given = Object.keys(compute.given ?? {});
  const unknown = given
    .filter((name) => !model.parameters.includes(name))
    .map((name) =>
      problem(
        'Q059',
        file,
        yaml?.keyAt(['compute', 'given', name]) ?? at,
        `the model ${compute.model} has no parameter "${name}"`,
        didYouMeanOr(name, model.parameters),
      ),
    );
  const missing = model.required
    .filter((name) => !given.includes(name))
    .map((name) =>
      problem(
        'Q060',
        file,
        yaml?.keyAt(['compute', 'given']) ?? at,
        `the model ${compute.model} needs "${name}"`,
        `under given, write ${name}: and a value, { pick: [...] } or { int: [from, to] }`,
      ),
    );
  return [...unknown, ...missing];
}

function drawVariants(
  question: DraftQuestion,
  compute: Compute,
  model: Model,
): { readonly variants: readonly Values[]; readonly problems: readonly Problem[] } {
  const { file, yaml, at, settings } = question;
  const drawn = Object.entries(compute.given ?? {});
  const variants: Values[] = [];
  const seen = new Set<string>();
  for (let draw = 0; draw < compute.variants * 40 && variants.length < compute.variants; draw++) {
    const random = randomFrom(settings?.id ?? '', draw);
    const given = Object.fromEntries(drawn.map(([name, how]) => [name, drawOne(how, random)]));
    const words = JSON.stringify(given);
    if (seen.has(words)) continue;
    seen.add(words);
    const where = `in variant ${variants.length} (${describe(given)})`;
    try {
      const computed = model.compute(given);
      if (computed === null) continue;
      if ('misfits' in computed) {
        const problems = computed.misfits.map(({ parameter, message }) =>
          problem(
            'Q061',
            file,
            yaml?.valueAt(['compute', 'given', parameter]) ?? at,
            `${where} "${parameter}" does not fit: ${message}`,
          ),
        );
        return { variants, problems };
      }
      variants.push(computed.values);
    } catch (error) {
      const place = yaml?.valueAt(['compute', 'model']) ?? at;
      const message = `${where} the model ${compute.model} failed: ${(error as Error).message}`;
      return { variants, problems: [problem('Q062', file, place, message, 'narrow what is given, or mend the model')] };
    }
  }
  if (variants.length < compute.variants) {
    const message = `only ${variants.length} of ${compute.variants} variants differ and suit the model`;
    const place = yaml?.valueAt(['compute', 'variants']) ?? at;
    return { variants, problems: [problem('Q068', file, place, message, 'widen what is given, or ask for fewer')] };
  }
  return { variants, problems: [] };
}

function drawOne(how: Drawn, random: () => number): Scalar {
  if (typeof how !== 'object') return how;
  if ('pick' in how) return how.pick[Math.floor(random() * how.pick.length)]!;
  const [from, to] = how.int;
  return from + Math.floor(random() * (to - from + 1));
}

/** A variant's numbers for a message: `key=alice, partitions=6`. */
export function describe(given: Readonly<Record<string, unknown>>): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}
