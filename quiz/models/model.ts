import type { z } from 'zod';
import type { Values } from '../bank/bank.ts';

/** What a model answers: one value, or several by name, asked for as `{{answer.name}}`. */
export type Outcome = string | number | Readonly<Record<string, string | number>>;

/** A value given to a model in the markdown. */
export type Scalar = string | number | boolean;

interface Definition<S extends z.ZodObject> {
  /** One sentence for authors: what the model computes. */
  readonly doc: string;
  readonly params: S;
  readonly answer: z.ZodType<Outcome>;
  solve(given: z.output<S>): Outcome;
  /** What a learner answers who holds a certain belief, by a short name for the belief. */
  readonly wrong?: Readonly<Record<string, (given: z.output<S>) => Outcome>>;
  /** What the question may show: pictures, tables, intermediate results. */
  readonly show?: Readonly<Record<string, (given: z.output<S>) => string | number>>;
  /** Refuses numbers that make a bad question; another draw is made then. */
  suits?(given: z.output<S>): boolean;
}

/** Why a model could not compute: a parameter of the wrong kind, by name. */
export interface Misfit {
  readonly parameter: string;
  readonly message: string;
}

/** A source of answers that markdown can name: the reference model behind a question. */
export interface Model {
  readonly doc: string;
  readonly parameters: readonly string[];
  readonly required: readonly string[];
  /** Every value a question may name, or what is wrong with `given`, or null for numbers that do not suit. */
  compute(given: Readonly<Record<string, Scalar>>): { readonly values: Values } | { readonly misfits: Misfit[] } | null;
}

/** Makes a model out of its parameters, its solution, its foreseen mistakes and what it shows. */
export function model<S extends z.ZodObject>(definition: Definition<S>): Model {
  const { doc, params, answer, solve, wrong = {}, show = {} } = definition;
  const parameters = Object.keys(params.shape);
  return {
    doc,
    parameters,
    required: parameters.filter((name) => !(params.shape[name] as z.ZodType).safeParse(undefined).success),
    compute(given) {
      const read = params.safeParse(given);
      if (!read.success)
        return {
          misfits: read.error.issues.map(({ path, message }) => ({ parameter: String(path[0] ?? ''), message })),
        };
      if (definition.suits !== undefined && !definition.suits(read.data)) return null;
      const values: Record<string, string> = {};
      const put = (name: string, outcome: Outcome) => {
        if (typeof outcome !== 'object') values[name] = String(outcome);
        else for (const [part, value] of Object.entries(outcome)) values[`${name}.${part}`] = String(value);
      };
      for (const [name, value] of Object.entries(read.data)) put(name, value as Scalar as string);
      put('answer', answer.parse(solve(read.data)));
      for (const [name, mistake] of Object.entries(wrong)) put(`wrong.${name}`, answer.parse(mistake(read.data)));
      for (const [name, picture] of Object.entries(show)) put(`show.${name}`, picture(read.data));
      return { values };
    },
  };
}
