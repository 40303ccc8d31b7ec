import type { Counterexample } from '#check';
import { type Look, safe, wrap } from '#terminal';
import type { CheckReport } from '../report.ts';
import { callAndAnswers } from './values.ts';

const INDENT = 4;

/** A failing check, whole: the call, the answers, why, the picture, and where to go on. */
export function failingCheck(check: CheckReport, look: Look): string[] {
  const { style, width, plain } = look;
  const { counterexample, misconception, message } = check;
  const said = (text: string) =>
    text.split('\n').flatMap((line) => wrap(safe(line), width - 2, { first: margin(look) }));
  const blocks = [
    title(check, look),
    [
      ...(counterexample ? callAndAnswers(counterexample, look, margin(look).length) : []).map(
        (line) => margin(look) + line,
      ),
      ...(message ? said(message) : []),
    ],
    misconception ? said(`It looks as if your code ${misconception.belief}. (${misconception.id})`) : [],
    pictureOf(counterexample, look),
    check.console ? printed('Your code printed', check.console, look) : [],
    [
      ...(check.read ? [plain ? `Read: ${check.read}` : `Read   ${check.read}`] : []),
      ...(check.replay ? [`${plain ? 'Again: ' : 'Again  '}${style.key(`npm run grade ${check.replay}`)}`] : []),
    ],
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

/** The picture of a failing check or a note, or nothing where it has none. */
export function pictureOf(shown: Pick<Counterexample, 'picture'> | undefined, look: Look): string[] {
  if (shown?.picture === undefined) return [];
  const lines = shown.picture({ width: look.width - margin(look).length, unicode: look.unicode });
  const drawn = lines.map((line) => `${margin(look)}${safe(line)}`.trimEnd());
  return look.plain ? [`Picture, ${drawn.length === 1 ? 'a line' : `${drawn.length} lines`}:`, ...drawn] : drawn;
}

/** What the student's code printed, cut to a dozen lines. */
export function printed(heading: string, text: string, look: Look): string[] {
  const lines = safe(text.trimEnd()).split('\n');
  const shown = lines.slice(0, MOST_PRINTED).flatMap((line) => wrap(line, look.width - INDENT - 2));
  const more = lines.length - MOST_PRINTED;
  return [
    `${margin(look)}${heading}:`,
    ...[...shown, ...(more > 0 ? [`(${more} more lines)`] : [])].map((line) =>
      look.plain ? line : `${margin(look)}${look.style.aside(`${look.glyph.quote} ${line}`)}`,
    ),
  ];
}

const MOST_PRINTED = 12;

function title({ number, title: claim }: CheckReport, { style, glyph, width, plain }: Look): string[] {
  if (plain) return wrap(`Check ${number} fails. Your code ${claim}: not yet.`, width);
  return wrap(`${number} Your code ${style.heading(claim)}: not yet`, width, {
    first: `${style.disproved(glyph.disproved)} `,
  });
}

function margin({ plain }: Look): string {
  return plain ? '' : ' '.repeat(INDENT);
}
