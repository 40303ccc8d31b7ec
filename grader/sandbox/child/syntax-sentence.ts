import { Unreadable } from './parse.ts';

const unclosed: Readonly<Record<string, string>> = {
  'Unterminated string constant': 'this string has no closing quote on its line',
  'Unterminated template': 'a template string is never closed with a backtick',
  'Unterminated comment': 'a comment is never closed with */',
  'Unterminated regular expression': 'this regular expression is never closed with /',
};

/** What is wrong with a file that does not compile, in a sentence that says what stands there and what was expected. */
export function syntaxSentence(error: unknown, source: string): string {
  if (error instanceof RangeError) return 'the code is nested too deeply to be compiled';
  if (!(error instanceof Unreadable)) return fromV8(String((error as Error).message));
  const { message, at } = error;
  if (unclosed[message] !== undefined) return unclosed[message];
  const rest = source.slice(at);
  if (/^(?:<{7}|={7}|>{7})/.test(rest))
    return 'a merge left its conflict markers here; keep one side and delete the three marker lines';
  if (!message.startsWith('Unexpected token')) return message;
  if (rest.trim() === '') return 'the file ends too early; some bracket or brace is never closed';
  const found = /^(?:[\p{L}\p{N}_$]+|=>|.)/u.exec(rest.trimStart())?.[0] ?? '';
  const expected = /expected "(.*)"$/.exec(message)?.[1];
  return `this is not TypeScript: unexpected ${JSON.stringify(found)} here${expected === undefined ? '' : expectation(expected)}`;
}

function expectation(token: string): string {
  if (token === ',') return ', where a comma or a closing bracket is expected';
  if (token === ';') return ', where a statement ends';
  return `, where ${JSON.stringify(token)} is expected`;
}

function fromV8(message: string): string {
  if (/^await is only valid/.test(message)) return 'await works only inside an async function';
  return message;
}
