import { isatty } from 'node:tty';
import { type Glyphs, glyphs } from './glyphs.ts';
import { type Style, styles } from './style.ts';

/** What a program may draw on: everything that is decided once, at its start. */
export interface Look {
  /** Columns to write in, at most 100: longer lines are hard to read. */
  readonly width: number;
  /** Rows of the screen; 24 where nobody knows. */
  readonly rows: number;
  /** False where only ASCII may be printed. */
  readonly unicode: boolean;
  readonly color: boolean;
  /** Sentences and questions line by line, without cursor movement: for screen readers, pipes and CI. */
  readonly plain: boolean;
  /** Standard input and output are both a terminal, whether or not it is used plainly. */
  readonly interactive: boolean;
  readonly style: Style;
  readonly glyph: Glyphs;
}

/** The flags that every program shares, as `util.parseArgs` wants them. */
export const lookOptions = {
  plain: { type: 'boolean' },
  ascii: { type: 'boolean' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
} as const;

/** The same flags, parsed. */
export interface LookFlags {
  readonly plain?: boolean | undefined;
  readonly ascii?: boolean | undefined;
  readonly color?: boolean | undefined;
  readonly 'no-color'?: boolean | undefined;
}

/** Where a program runs, so that tests can say it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdin: { readonly isTTY?: boolean | undefined };
  readonly stdout: {
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
    readonly rows?: number | undefined;
  };
}

const WIDEST = 100;

/** Decides the look from flags first, then environment variables, then the streams themselves. */
export function lookFor(flags: LookFlags = {}, around: Surroundings = here()): Look {
  const { stdin, stdout } = around;
  const { KF_PLAIN, ACCESSIBLE, CI, TERM, KF_ASCII, COLUMNS } = around.env;
  const interactive = Boolean(stdin.isTTY && stdout.isTTY);
  const plain = Boolean(flags.plain) || [KF_PLAIN, ACCESSIBLE, CI].some(isOn) || TERM === 'dumb' || !interactive;
  const unicode = !flags.ascii && !isOn(KF_ASCII) && speaksUnicode(around);
  const color = hasColor(flags, around.env, !plain);
  return {
    width: Math.min(stdout.columns || Number(COLUMNS) || 80, WIDEST),
    rows: stdout.rows || 24,
    unicode,
    color,
    plain,
    interactive,
    style: styles(color),
    glyph: glyphs(unicode),
  };
}

// `process.stdin` is not touched: reading that getter starts a stream, which a program that only prints never needs.
function here(): Surroundings {
  return {
    env: process.env,
    platform: process.platform,
    stdin: { isTTY: isatty(0) },
    stdout: process.stdout,
  };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}

function speaksUnicode({ env, platform }: Surroundings): boolean {
  const { TERM, WT_SESSION, TERM_PROGRAM, ConEmuTask, ConEmuANSI, LC_ALL, LC_CTYPE, LANG } = env;
  if (TERM === 'dumb' || TERM === 'linux') return false;
  if (platform === 'win32') return Boolean(WT_SESSION || TERM_PROGRAM === 'vscode' || ConEmuTask || ConEmuANSI);
  // POSIX: the first of the three that is set decides.
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

function hasColor(flags: LookFlags, env: Surroundings['env'], byDefault: boolean): boolean {
  const { FORCE_COLOR, NO_COLOR, NODE_DISABLE_COLORS, TERM } = env;
  if (flags['no-color'] || flags.color === false) return false;
  if (flags.color) return true;
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR);
  if (NO_COLOR || NODE_DISABLE_COLORS || TERM === 'dumb') return false;
  return byDefault;
}
