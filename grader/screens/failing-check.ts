import type { Counterexample } from '#check';
import { type Look, safe, wrap } from '#terminal';
import type { CheckReport } from '../report.ts';
import { callAndAnswers } from './values.ts';

const INDENT = 4;

/** A failing check: the call, the answers, why, the picture, and where to go on. */
export function failingCheck(check: CheckReport, look: Look): string[] {
  return told(check, look, WHOLE);
}

/**
 * The same for a screen with a line of keys below it, which show the rest: where it is higher than the screen it goes without its
 * picture, then with values cut ever shorter.
 */
export function failingCheckAboveKeys(check: CheckReport, look: Look): string[] {
  return told(check, look, fitting(check, look));
}

/** Whether a check is shown above keys with its values cut. */
export function isCut(check: CheckReport, look: Look): boolean {
  return fitting(check, look).valueLines !== undefined;
}

/** The keys, an empty line on each side of them, and the line the cursor is in. */
const ROWS_OF_KEYS = 6;

/** How much of a check is told. */
interface Telling {
  readonly isWithoutPicture?: boolean;
  /** How many lines of each value, where that is not as many as make sense. */
  readonly valueLines?: number;
}

const WHOLE: Telling = {};

const SHORTER: readonly Telling[] = [
  { isWithoutPicture: true },
  ...[8, 5, 3].map((valueLines) => ({ isWithoutPicture: true, valueLines })),
];

function fitting(check: CheckReport, look: Look): Telling {
  const fits = (telling: Telling) => told(check, look, telling).length <= look.rows - ROWS_OF_KEYS;
  if (look.plain || fits(WHOLE)) return WHOLE;
  return SHORTER.find(fits) ?? SHORTER.at(-1)!;
}

function told(check: CheckReport, look: Look, telling: Telling): string[] {
  const { width } = look;
  const { counterexample, misconception, message } = check;
  const indent = margin(look);
  const said = (text: string) => text.split('\n').flatMap((line) => wrap(safe(line), width - 2, { first: indent }));
  const inner = { ...look, width: width - indent.length };
  const blocks = [
    title(check, look),
    [
      ...(counterexample ? callAndAnswers(counterexample, inner, telling.valueLines) : []).map((line) => indent + line),
      ...(message ? said(message) : []),
    ],
    misconception ? said(`It looks as if your code ${misconception.belief}. (${misconception.id})`) : [],
    telling.isWithoutPicture ? [] : pictureOf(counterexample, look),
    check.console ? printed('Your code printed', check.console, look, telling.valueLines) : [],
    whereToGoOn(check, look, telling),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

/** The line to edit, the passage to read, the scenario to play, and the command that grades this very input again. */
function whereToGoOn(check: CheckReport, { plain, style, width }: Look, telling: Telling): string[] {
  const { place, read, see, replay, counterexample } = check;
  const key = (name: string, shows: string) => `press ${style.key(name)} for ${shows}`;
  const isPictureLeft = telling.isWithoutPicture && counterexample?.picture !== undefined;
  const rows = {
    Edit: place && safe(place),
    Read: read,
    See: telling.isWithoutPicture ? undefined : see && style.key(`npm run kafka play ${see}`),
    Again: replay && style.key(`npm run grade ${replay}`),
    More:
      telling.valueLines !== undefined ? key('f', 'all of it') : isPictureLeft ? key('p', 'the picture') : undefined,
  };
  return Object.entries(rows).flatMap(([label, text]) =>
    text === undefined ? [] : wrap(text, width, { first: plain ? `${label}: ` : label.padEnd(7) }),
  );
}

/** The picture of a failing check or a note, or nothing where it has none. */
export function pictureOf(shown: Pick<Counterexample, 'picture'> | undefined, look: Look): string[] {
  if (shown?.picture === undefined) return [];
  const lines = shown.picture({ width: look.width - margin(look).length, unicode: look.unicode });
  const drawn = lines.map((line) => `${margin(look)}${safe(line)}`.trimEnd());
  return look.plain ? [`Picture, ${drawn.length === 1 ? 'a line' : `${drawn.length} lines`}:`, ...drawn] : drawn;
}

/** What the student's code printed, cut to so many lines. */
export function printed(heading: string, text: string, look: Look, most = MOST_PRINTED): string[] {
  const lines = safe(text.trimEnd()).split('\n');
  const shown = lines.slice(0, most).flatMap((line) => wrap(line, look.width - INDENT - 2));
  const more = lines.length - most;
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
