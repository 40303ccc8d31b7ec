import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Session } from './session.ts';
import { Shell } from './shell/shell.ts';

const file = new URL('../lesson.md', import.meta.url);
const page = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

/** Each block of commands in the lesson, and the output that is shown after it, if any. */
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)\n```\n(?:\n```text\n([\s\S]*?)\n```\n)?/g)].map((match) => ({
  line: page.slice(0, match.index).split('\n').length + 1,
  commands: match[1] as string,
  shown: match[2],
  place: match.index + match[0].lastIndexOf(`\`\`\`text\n${match[2]}`) + '```text\n'.length,
}));

/** Plays all blocks one after the other on one cluster, and gives what each printed. */
function play(): { printed: string; failed: boolean }[] {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const shell = new Shell({ session: new Session(), canvas: { width: 80, unicode: true }, out: print, err: print });
  return blocks.map(({ commands }) => {
    printed = '';
    for (const line of commands.split('\n')) shell.line(line);
    shell.end();
    return { printed: printed.replace(/\n$/, ''), failed: shell.firstFailure !== 0 };
  });
}

const isUpdating = Boolean(process.env['UPDATE_LESSON']);
if (isUpdating) {
  const outputs = play();
  const updated = blocks.reduceRight((text, { shown, place }, index) => {
    if (shown === undefined) return text;
    return text.slice(0, place) + outputs[index]?.printed + text.slice(place + shown.length);
  }, page);
  writeFileSync(file, updated);
}

test('the commands of the lesson run as written, and print what it shows (UPDATE_LESSON=1 writes it down)', () => {
  const outputs = play();
  const wrong = blocks.flatMap(({ line, commands, shown }, index) => {
    const { printed = '', failed = true } = outputs[index] ?? {};
    if (failed) return [`lesson.md:${line}: ${commands}\nfails: ${printed}`];
    return shown === undefined || shown === printed || isUpdating
      ? []
      : [`lesson.md:${line}: shows\n${shown}\nbut it prints\n${printed}`];
  });
  expect(wrong).toEqual([]);
  expect(blocks.length).toBeGreaterThan(5);
});
