/** The marks of our screens. A mark is never alone: a word beside it says the same. */
export interface Glyphs {
  readonly passed: string;
  readonly disproved: string;
  readonly notStarted: string;
  readonly partly: string;
  /** The two squares of a progress bar. */
  readonly full: string;
  readonly empty: string;
  /** What stands before a question's answer. */
  readonly prompt: string;
  readonly pointer: string;
  readonly checked: string;
  readonly unchecked: string;
  /** Between two steps: `press Enter › next`. */
  readonly arrow: string;
  /** Beside quoted code. */
  readonly quote: string;
  readonly rule: string;
  readonly ellipsis: string;
}

const UNICODE: Glyphs = {
  passed: '✓',
  disproved: '✗',
  notStarted: '○',
  partly: '◐',
  full: '■',
  empty: '·',
  prompt: '›',
  pointer: '❯',
  checked: '◉',
  unchecked: '○',
  arrow: '→',
  quote: '│',
  rule: '─',
  ellipsis: '…',
};

const ASCII: Glyphs = {
  passed: 'ok',
  disproved: 'x',
  notStarted: '-',
  partly: '~',
  full: '#',
  empty: '.',
  prompt: '>',
  pointer: '>',
  checked: '[x]',
  unchecked: '[ ]',
  arrow: '->',
  quote: '|',
  rule: '-',
  ellipsis: '...',
};

/** The marks for a terminal that can, or can't, show more than ASCII. */
export function glyphs(unicode: boolean): Glyphs {
  return unicode ? UNICODE : ASCII;
}
