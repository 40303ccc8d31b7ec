import { stripVTControlCharacters } from 'node:util';
import { type Look, lookFor, textWidth } from '#terminal';

/** The look of a terminal in which only what is named differs from the usual. */
export function aLook(
  kind: { readonly columns?: number; readonly rows?: number; readonly ascii?: boolean; readonly plain?: boolean } = {},
  color = false,
): Look {
  const { columns = 80, rows = 24, ascii = false, plain = false } = kind;
  return lookFor(
    { ascii, plain, color },
    { env: { LANG: 'C.UTF-8' }, platform: 'linux', stdin: { isTTY: true }, stdout: { isTTY: true, columns, rows } },
  );
}

const kinds = [80, 60].flatMap((columns) =>
  [false, true].flatMap((ascii) => [false, true].map((plain) => ({ columns, ascii, plain }))),
);

// Bold, dim, red, green, yellow, cyan, and back: what every theme decides for itself.
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one.
const OUR_COLORS = /\x1b\[(?:1|2|22|31|32|33|36|39)m/g;

/**
 * What is wrong with a screen, in every kind of terminal: a line wider than the screen, a sign that is not ASCII where only that
 * may be shown, a meaning that only a colour has. `mayShow` are texts of the student's, which are shown as they are.
 */
export function faultsOf(draw: (look: Look) => readonly string[], mayShow = ''): string[] {
  return kinds.flatMap((kind) => {
    const look = aLook(kind);
    const lines = draw(look);
    const colored = draw(aLook(kind, true));
    const bare = colored.map(stripVTControlCharacters);
    const foreign = (line: string) => [...line].filter((char) => char > '\x7f' && !mayShow.includes(char)).join('');
    return [
      ...lines.filter((line) => textWidth(line) > look.width).map((line) => `wider than ${look.width}: ${line}`),
      ...(look.unicode ? [] : lines.filter(foreign).map((line) => `not ASCII, ${foreign(line)}: ${line}`)),
      ...(bare.join('\n') === lines.join('\n') ? [] : [`says something else in colour: ${bare.join('\n')}`]),
      ...colored
        .filter((line) => line.replaceAll(OUR_COLORS, '').includes('\x1b'))
        .map((line) => `not our colours: ${line}`),
      ...(kind.plain
        ? []
        : colored.filter((line) => !isMarked(line, look)).map((line) => `no mark beside the colour: ${line}`)),
    ];
  });
}

/** Red and green never stand without a sign of their own. */
function isMarked(line: string, { glyph }: Look): boolean {
  return (
    (!line.includes('\x1b[31m') || line.includes(glyph.disproved)) &&
    (!line.includes('\x1b[32m') || line.includes(glyph.passed))
  );
}
