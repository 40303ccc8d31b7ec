import { execFileSync, spawnSync } from 'node:child_process';

/** Whether this machine has tmux; tests at a real terminal are left out where it has not. */
export const hasTmux = process.platform !== 'win32' && spawnSync('tmux', ['-V']).status === 0;

/** A real terminal, with a shell in it. */
export interface RealTerminal {
  /** What is on the screen and what has scrolled away. */
  screen(): string;
  /** What a person sees. */
  visible(): string;
  isCursorShown(): boolean;
  /** Waits until the screen shows something. */
  until(shown: RegExp): Promise<void>;
  /** Waits until the screen shows something, then presses keys, as tmux names them. */
  press(shown: RegExp, ...keys: string[]): Promise<void>;
  /** Types a command on an empty screen, so that whatever is shown afterwards is its own. It says `ended with N` at its end. */
  start(command: string): Promise<void>;
  close(): void;
}

let terminals = 0;

/** Opens a terminal in tmux; `$NODE` is this Node. */
export function openTmux(kind: {
  readonly columns: number;
  readonly rows: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}): RealTerminal {
  const socket = `kafka-fundamentals-${process.pid}-${++terminals}`;
  const tmux = (...args: string[]) => execFileSync('tmux', ['-L', socket, ...args], { encoding: 'utf8' });
  const env = { LC_ALL: 'C.UTF-8', CI: '', PS1: '$ ', NODE: process.execPath, ...kind.env };
  const settings = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const place = kind.cwd === undefined ? [] : ['-c', kind.cwd];
  const size = ['-x', String(kind.columns), '-y', String(kind.rows)];
  tmux('-f', '/dev/null', 'new-session', '-d', ...size, ...place, ...settings, 'sh');
  const screen = () => tmux('capture-pane', '-p', '-S', '-400').trimEnd();
  const until = async (shown: RegExp) => {
    for (let waited = 0; !shown.test(screen()); waited += 50) {
      if (waited > 40_000) throw new Error(`waited for ${shown}; the screen is\n${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    screen,
    visible: () => tmux('capture-pane', '-p').trimEnd(),
    isCursorShown: () => tmux('display-message', '-p', '#{cursor_flag}').trim() === '1',
    until,
    press: async (shown, ...keys) => {
      await until(shown);
      tmux('send-keys', '--', ...keys);
    },
    start: async (command) => {
      tmux('send-keys', 'clear; echo cleared', 'Enter');
      await until(/^cleared$/m);
      tmux('clear-history');
      tmux('send-keys', `clear; ${command}; echo "ended with $?"`, 'Enter');
    },
    close: () => void tmux('kill-server'),
  };
}
