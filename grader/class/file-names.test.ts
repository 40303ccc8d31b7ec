import { describe, expect, it } from 'vitest';
import { fileNamesFor } from './file-names.ts';

const nameOf = (student: string, others: readonly string[] = []) => fileNamesFor([student, ...others]).get(student)!;

describe('file names for students', () => {
  it.each(['alice', 'Zoë Müller', '日本 太郎', "O'Neill, Shaun (2)", 'a.b@example.org', '0042'])('keeps %s', (name) => {
    expect(nameOf(name)).toBe(name);
  });

  // The names Windows keeps for devices, the characters it refuses, and what hides or looks like something else.
  it.each([
    'CON',
    'nul.txt',
    'COM1',
    'lpt³',
    'a:b',
    'a/b',
    'a\\b',
    'a*b?',
    'a<b>|',
    'ends.',
    ' a',
    'a ',
    '-rf',
    '.hidden',
    '=1+1',
  ])('does not keep %j', (name) => {
    expect(nameOf(name)).toMatch(/^[A-Za-z0-9_-]+=[0-9a-f]{12}$/);
  });

  it.each(['a\nb', 'a\u0000b', 'a\u202eb', 'a\u200bb', '\ud800', '👩‍🚀', 'e\u0301', 'x'.repeat(200)])(
    'gives a short plain name for odd characters, case %#',
    (name) => {
      expect(nameOf(name)).toMatch(/^[A-Za-z0-9_-]{1,40}=[0-9a-f]{12}$/);
    },
  );

  it('tells names apart that some file systems take for one', () => {
    const students = ['alice', 'Alice', 'ALICE', 'Stra\u00dfe', 'STRASSE', '\u212a', 'k', 'e\u0301', '\u00e9', 'bob'];
    const files = students.map((student) => fileNamesFor(students).get(student)!.toLowerCase().normalize('NFKC'));
    expect(new Set(files).size).toBe(students.length);
    expect(files.at(-1)).toBe('bob');
  });

  it('leaves no room for somebody who calls themselves by a made-up name', () => {
    const made = nameOf('CON');
    const names = fileNamesFor(['CON', made]);
    expect(names.get('CON')).not.toBe(names.get(made));
  });
});
