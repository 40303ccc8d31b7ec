import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import type { Look } from './look.ts';

/** What the prompt needs: how many options, how each is drawn at its place, and the look. */
export interface OrderConfig {
  readonly message: string;
  /** The options' texts, wrapped for the screen, in the order in which they are offered. */
  readonly names: readonly string[];
  /** The letters that stand for them once the order is given. */
  readonly letters: readonly string[];
  readonly pageSize: number;
  /** Said after the help, where the question may be left. */
  readonly leave: string;
  readonly look: Look;
}

/**
 * Puts options in order: Up and Down move the cursor, Space picks an option up and puts it down, Enter is done. The
 * answer is the options' first places in their new order, such as `[2, 0, 1]`.
 */
export const orderPrompt = createPrompt<number[], OrderConfig>((config, done) => {
  const { style, glyph } = config.look;
  const [order, setOrder] = useState<readonly number[]>(config.names.map((_, index) => index));
  const [at, setAt] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const [isDone, setDone] = useState(false);
  useKeypress((key) => {
    if (isEnterKey(key)) {
      setDone(true);
      done([...order]);
    } else if (isSpaceKey(key)) {
      setHeld(!isHeld);
    } else if (isUpKey(key, []) || isDownKey(key, [])) {
      const to = at + (isUpKey(key, []) ? -1 : 1);
      if (to < 0 || to >= order.length) return;
      if (isHeld) setOrder(swapped(order, at, to));
      setAt(to);
    }
  });
  const page = usePagination({
    items: order,
    active: at,
    pageSize: config.pageSize,
    loop: false,
    renderItem: ({ item, index, isActive }) => {
      const pointer = isActive ? glyph.pointer : ' ';
      const grip = isActive && isHeld ? '*' : ' ';
      const line = `${pointer}${grip}${String(index + 1).padStart(2)}. ${config.names[item] ?? ''}`;
      return isActive ? style.answer(line) : line;
    },
  });
  const message = `${glyph.prompt} ${style.heading(config.message)}`;
  if (isDone) return `${message} ${style.answer(order.map((place) => config.letters[place]).join(' '))}`;
  const help = isHeld
    ? 'Up and Down move this answer, Space puts it down'
    : `Up and Down choose, Space picks up, Enter when all are in order${config.leave}`;
  return `${[message, page, '', style.aside(help)].join('\n')}\x1b[?25l`;
});

function swapped(order: readonly number[], from: number, to: number): number[] {
  return order.map((place, index) => (index === from ? order[to] : index === to ? order[from] : place) ?? place);
}
