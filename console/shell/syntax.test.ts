import { describe, expect, it } from 'vitest';
import { parseCommands, type SimpleCommand } from './syntax.ts';

function commandsIn(text: string): readonly SimpleCommand[] {
  const syntax = parseCommands(text);
  if (syntax.kind !== 'complete') throw new Error(`${text} is ${syntax.kind}`);
  return syntax.pipelines.flatMap(({ commands }) => commands);
}

const wordsIn = (text: string) => commandsIn(text).map(({ words }) => words);

// As bash 5.2 prints them with: printf '[%s]' …
describe('words are those that a shell hands over', () => {
  it.each([
    ['a  b\tc', ['a', 'b', 'c']],
    [`'a b'"c d"e`, ['a bc de']],
    [`"a \\"b\\" \\$c \\d"`, ['a "b" $c \\d']],
    [`'a\\nb' "" ''`, ['a\\nb', '', '']],
    [`$'a\\tb' key.separator=$'\\t'`, ['a\tb', 'key.separator=\t']],
    ['a\\ b \\# c#d # e', ['a b', '#', 'c#d']],
    ['a \\\n  --b c\\\nd', ['a', '--b', 'cd']],
    ['a 2>/dev/null >/dev/null 2>&1', ['a']],
    ['kafka-topics.sh --list 2', ['kafka-topics.sh', '--list', '2']],
  ])('%s', (text, words) => {
    expect(wordsIn(text)).toEqual([words]);
  });
});

it('joins commands by pipes, and runs them by what came before', () => {
  const syntax = parseCommands('a | b && c || d; e\nf');
  expect(syntax).toMatchObject({
    kind: 'complete',
    pipelines: [
      { when: 'always', commands: [{ words: ['a'] }, { words: ['b'] }] },
      { when: 'succeeded', commands: [{ words: ['c'] }] },
      { when: 'failed', commands: [{ words: ['d'] }] },
      { when: 'always', commands: [{ words: ['e'] }] },
      { when: 'always', commands: [{ words: ['f'] }] },
    ],
  });
});

it('hands over here-documents and here-strings', () => {
  expect(commandsIn("a <<END --b\none\n  two \\\nEND\nc <<< 'd e'")).toMatchObject([
    { words: ['a', '--b'], input: 'one\n  two \\\n' },
    { words: ['c'], input: 'd e\n' },
  ]);
  expect(commandsIn('a <<-"E F"\n\tone\n\tE F')).toMatchObject([{ words: ['a'], input: 'one\n' }]);
});

it.each([
  ['a \\', 'the line ends in \\'],
  ["a 'b", "the quote ' is not closed"],
  ['a |', 'the line ends in |'],
  ['a &&', 'the line ends in &&'],
  ['a <<END\nb', 'the text after << does not end with a line END'],
])('%s waits for more', (text, why) => {
  expect(parseCommands(text)).toEqual({ kind: 'incomplete', why });
});

it.each([
  ['a > file', 'This console writes no files: leave > file out. The word save keeps a session.'],
  ['a &', 'Nothing runs in the background here: leave & out.'],
  ['| a', 'There is no command before |.'],
  ['a <', '< needs a word after it.'],
])('%s is refused', (text, message) => {
  expect(parseCommands(text)).toEqual({ kind: 'wrong', message });
});
