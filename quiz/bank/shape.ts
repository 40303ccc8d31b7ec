import type { z } from 'zod';
import { didYouMeanOr, nearest } from './did-you-mean.ts';
import { type Problem, problem } from './problem.ts';
import type { RuleCode } from './rules.ts';
import type { SourceFile } from './source-file.ts';
import type { YamlPart } from './yaml.ts';

/** Which rule speaks for an unknown key, a missing one, and a wrong value. */
export interface ShapeRules {
  readonly unknown: RuleCode;
  readonly missing: RuleCode;
  readonly wrong: RuleCode;
}

/** Holds YAML to a schema; every complaint stands at the key or value it is about. */
export function checkShape<S extends z.ZodObject>(
  file: SourceFile,
  yaml: YamlPart,
  schema: S,
  codes: ShapeRules,
): { readonly value?: z.output<S>; readonly problems: readonly Problem[] } {
  const result = schema.safeParse(yaml.value ?? {});
  if (result.success) return { value: result.data, problems: [] };
  const issues = result.error.issues;
  const misspelt = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => nearest(key, Object.keys(schema.shape))) : [],
  );
  // A misspelt key is unknown and missing at once; the one complaint with the right spelling is enough.
  const told = issues.filter((issue) => hasPath(yaml.value, issue.path) || !misspelt.includes(String(issue.path[0])));
  return { problems: told.flatMap((issue) => complaints(file, yaml, schema, codes, issue)) };
}

function complaints(
  file: SourceFile,
  yaml: YamlPart,
  schema: z.ZodObject,
  codes: ShapeRules,
  issue: z.core.$ZodIssue,
): Problem[] {
  const path = issue.path;
  if (issue.code === 'unrecognized_keys') {
    const known = path.length === 0 ? Object.keys(schema.shape) : ['model', 'given', 'variants'];
    return issue.keys.map((key) =>
      problem(codes.unknown, file, yaml.keyAt([...path, key]), `unknown key "${key}"`, didYouMeanOr(key, known)),
    );
  }
  const written = path.map(String).join('.');
  if (path.length > 0 && !hasPath(yaml.value, path))
    return [problem(codes.missing, file, yaml.valueAt([]), `"${written}" is missing`, `it ${issue.message}`)];
  if (issue.code === 'invalid_key')
    return [problem(codes.wrong, file, yaml.keyAt(path), `"${written}" ${issue.issues[0]?.message ?? 'is no name'}`)];
  return [problem(codes.wrong, file, yaml.valueAt(path), `${written === '' ? 'it' : `"${written}"`} ${issue.message}`)];
}

function hasPath(value: unknown, path: readonly PropertyKey[]): boolean {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return false;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return true;
}
