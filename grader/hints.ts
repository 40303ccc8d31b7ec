import { type Exercise, numberOf, UsageError } from './course.ts';
import type { Remembered } from './progress.ts';

/** Each part's hints, in the order in which they are given: a question, the rule, the code in words. */
export type Hints = ReadonlyMap<string, readonly string[]>;

/** A hint to show. */
export interface Hint {
  readonly part: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly text: string;
}

/** Reads the hints of a task's README.md: under `## Hints`, a `### A` for each part, and under it a numbered list. */
export function readHints(readme: string): Hints {
  const section = /^## Hints[ \t]*$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(readme.replaceAll('\r\n', '\n'))?.[1] ?? '';
  const parts = section.split(/^### /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [heading.trim().charAt(0), listOf(lines)];
    }),
  );
}

/**
 * The next hint: of the part that is asked for, else of the part the student is at, else of the first one with a hint left.
 * When all were given, the last comes again. Throws UsageError for a part that has none.
 */
export function nextHint(
  exercise: Exercise,
  hints: Hints,
  { hints: given = {}, nextPart }: Remembered,
  wanted?: string,
): Hint {
  const parts = [...hints.keys()];
  const hasMore = (part: string) => (given[part] ?? 0) < (hints.get(part)?.length ?? 0);
  const part = wanted ?? (nextPart !== undefined && hasMore(nextPart) ? nextPart : parts.find(hasMore)) ?? parts[0];
  const list = hints.get(part ?? '');
  const number = numberOf(exercise);
  if (part === undefined || list === undefined) {
    throw new UsageError(
      `Exercise ${number} has hints for its parts ${parts.join(', ')}. Type one of them: npm run hint ${number}.${parts[0]}`,
    );
  }
  const at = Math.min((given[part] ?? 0) + 1, list.length);
  return { part, number: at, of: list.length, text: list[at - 1]! };
}

/** Whether every hint of the parts within the hour has been given, which earns a look at the solution. */
export function hasSeenAllHints(hints: Hints, { hints: given = {} }: Remembered, parts: readonly string[]): boolean {
  return parts.every((part) => (given[part] ?? 0) >= (hints.get(part)?.length ?? 0));
}

function listOf(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = /^\d+\.\s+(.*)$/.exec(line);
    if (item) items.push(item[1]!);
    else if (items.length > 0 && line.trim() !== '') items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}
