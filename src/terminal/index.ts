export { type Reading, readOne, readOrder, readSome } from './answers.ts';
export { bar, squares } from './bar.ts';
export { type Columns, columns, ends, pad } from './columns.ts';
export type { Glyphs } from './glyphs.ts';
export { Interrupted, type InterruptedBy, Left } from './interrupted.ts';
export { type Look, type LookFlags, lookFor, lookOptions, type Surroundings } from './look.ts';
export { openUi } from './open-ui.ts';
export { type ExitSurroundings, exitCodeFor, runProgram } from './program.ts';
export { safe } from './safe.ts';
export { statusLine } from './status.ts';
export type { Style } from './style.ts';
export {
  type Choice,
  type Key,
  letterOf,
  type NumberQuestion,
  type Option,
  type Question,
  type TextQuestion,
  type Ui,
} from './ui.ts';
export { shorten, textWidth, type Wrapping, wrap } from './wrap.ts';
