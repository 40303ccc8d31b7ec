import course from 'course:quiz';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anki } from './exports/anki.ts';
import { gift } from './exports/gift.ts';
import { moodleXml } from './exports/moodle-xml.ts';
import { UsageError } from './session/choose.ts';

const formats = { 'moodle-xml': moodleXml, gift, anki } as const;

const help = `npm run -s export quiz -- --format ${Object.keys(formats).join('|')}

  --format F     moodle-xml (all there is: ids, tags, feedback), gift (Moodle’s text format), anki (cards)
  --out FILE     writes a file instead of printing
  --variants N   how many variants of each computed question; 3 if absent

Ids stay the same from one export to the next.`;

/** Exports the questions for another system, as the arguments say. Throws UsageError. */
export function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      variants: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  if (positionals.length > 0) throw new UsageError(`"${positionals.join(' ')}" was not expected here.\n${help}`);
  if (!isFormat(values.format)) throw new UsageError(`--format is one of: ${Object.keys(formats).join(', ')}`);
  if (!/^[1-9]\d?$/.test(values.variants)) throw new UsageError('--variants is a number from 1 to 99');
  const text = formats[values.format](course, Number(values.variants));
  if (values.out === undefined) process.stdout.write(text);
  else {
    writeFileSync(values.out, text);
    console.log(`${values.out} is written.`);
  }
}

const isFormat = (name: string | undefined): name is keyof typeof formats =>
  name !== undefined && Object.hasOwn(formats, name);
