import { PassThrough } from 'node:stream';
import { lookFor } from '../look.ts';
import { PlainUi } from '../plain-ui.ts';
import { RichUi } from '../rich-ui.ts';
import type { Ui } from '../ui.ts';
import { Screen } from './screen.ts';

/** What kind of terminal; a rich one of 80 columns and 24 rows, with Unicode and without colour, if nothing is said. */
export interface TerminalKind {
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
  readonly plain?: boolean;
  readonly color?: boolean;
}

/** A keyboard and a screen for a test, and the questions on them: keys in, screen out. */
export interface Terminal {
  readonly ui: Ui;
  readonly screen: Screen;
  /** Waits until the end of the screen fits. */
  until(shown: RegExp): Promise<void>;
  /** Presses a key without looking at what it does. */
  tap(key: string): void;
  /** Presses a key (in a plain terminal: types a line), waits until the end of the screen fits, and gives what is new on it. */
  press(key: string, shown: RegExp): Promise<string>;
}

const PATIENCE_MS = 40_000;

/** Sets up a terminal that programs cannot tell from a real one. */
export function aTerminal({
  columns = 80,
  rows = 24,
  ascii = false,
  plain = false,
  color = false,
}: TerminalKind = {}): Terminal {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  const screen = new Screen(columns, rows);
  const look = lookFor(
    { ascii, plain, color },
    { env: { LANG: 'C.UTF-8' }, platform: 'linux', stdin: keyboard, stdout: screen },
  );
  const ui = plain ? new PlainUi(look, keyboard, screen) : new RichUi(look, keyboard, screen);
  const waitFor = async (isThere: () => boolean, what: string) => {
    for (const since = Date.now(); !isThere(); ) {
      if (Date.now() - since > PATIENCE_MS) throw new Error(`waited for ${what}; the screen is\n${screen.text}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return {
    ui,
    screen,
    until: (shown) => waitFor(() => shown.test(screen.text), String(shown)),
    tap: (key) => void keyboard.write(key),
    press: async (key, shown) => {
      const before = screen.text;
      // In a plain program it is the terminal itself that shows what is typed.
      if (plain) screen.write(`${key}\n`);
      keyboard.write(plain ? `${key}\n` : key);
      await waitFor(() => screen.text !== before && shown.test(screen.text), `${shown} after ${JSON.stringify(key)}`);
      const was = before.split('\n');
      const now = screen.text.split('\n');
      const from = now.findIndex((line, at) => line !== was[at]);
      return now.slice(from).join('\n');
    },
  };
}
