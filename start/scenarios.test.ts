import exercises from 'course:exercises';
import quiz from 'course:quiz';
import scenarios from 'course:scenarios';
import { describe, expect, it, test } from 'vitest';
import { aShell } from '../console/testing/a-shell.ts';
import firstChecks from '../exercises/01-concepts/checks.ts';
import { claims } from '../exercises/01-concepts/witnesses/claims.ts';
import { scenarios as shared } from '../quiz/scenarios/index.ts';

const names = Object.keys(scenarios);

const parts = (await Promise.all(exercises.map(({ checks }) => checks()))).flat();
const byChecks = parts.flatMap(({ checks }) => checks.flatMap(({ see }) => see ?? []));
const byQuestions = quiz.banks.flatMap(({ questions }) => questions.flatMap(({ scenario }) => scenario ?? []));

test('every scenario that a check or a question names can be played, and every one is named', () => {
  const named = [...byChecks, ...byQuestions];
  expect(named.filter((name) => !names.includes(name))).toEqual([]);
  expect(Object.keys(shared).filter((name) => !named.includes(name))).toEqual([]);
  expect(byChecks.length).toBeGreaterThan(20);
  expect(byQuestions.length).toBeGreaterThan(10);
});

test('a wrong answer about any claim of the first exercise names the scenario that settles it', async () => {
  const right = Object.fromEntries(claims.map(({ id, answer }) => [id, answer]));
  const ask = (wrong: string) => async () => ({
    outcome: 'returned' as const,
    value: { ...right, [wrong]: !right[wrong] },
  });
  for (const { id } of claims) {
    const looks = firstChecks[0]?.checks.map((check) => check.look(ask(id), [])) ?? [];
    const found = (await Promise.all(looks)).flatMap((counterexample) => counterexample?.see ?? []);
    expect(found).toEqual([`answers.${id}`]);
    expect(names).toContain(`answers.${id}`);
  }
});

describe.each(names)('%s', (name) => {
  const { shell, type } = aShell();
  const { steps } = scenarios[name]!;
  const ok = (line: string) => {
    const printed = type(line);
    expect(`${line}: ${shell.exitCode}`).toBe(`${line}: 0`);
    return printed;
  };

  it('plays to its end, and back to its beginning, step by step the same', () => {
    ok(`play ${name}`);
    const forwards = steps.map(() => ok('next'));
    forwards.forEach((printed, at) => {
      expect(printed).toContain(`Step ${at + 1} of ${steps.length}`);
    });
    expect(ok('next')).toContain('That was all of it');
    for (const printed of forwards.slice(0, -1).reverse()) expect(ok('back')).toBe(printed);
    expect(ok('back')).toContain('Before the first step');
    expect(type('back')).toContain('This is the beginning');
    expect(type('end')).toBe('Back on your own cluster.\n');
  });
});
