import { createPrompt, isEnterKey, useKeypress, useState } from '@inquirer/core';
import type { Look } from './look.ts';
import type { Key } from './ui.ts';

/** What the prompt needs: the keys and the look. */
export interface KeysConfig {
  readonly keys: readonly Key<string>[];
  readonly look: Look;
}

/** Esc is the first of these that is offered: back to the overview, out, or no. */
const WAYS_OUT = ['o', 'q', 'n'];

/** Waits for one of a few keys: `n next   h hint   q quit`. No Enter is needed; other keys do nothing. */
export const keysPrompt = createPrompt<string, KeysConfig>(({ keys, look }, done) => {
  const [chosen, setChosen] = useState<Key<string> | undefined>(undefined);
  useKeypress((event) => {
    if (chosen) return;
    const isOffered = (one: string) => keys.some(({ key }) => key === one);
    const way = event.name === 'escape' ? WAYS_OUT.find(isOffered) : event.name;
    const name = isEnterKey(event) ? 'enter' : way;
    const key = event.ctrl ? undefined : keys.find((candidate) => candidate.key === name);
    if (!key) return;
    setChosen(key);
    done(key.key);
  });
  if (chosen) return `${look.glyph.prompt} ${look.style.answer(chosen.does)}`;
  return `${keyLines(keys, look).join('\n')}\x1b[?25l`;
});

/** The keys in as few lines as they fit in, never broken within a key's words. */
export function keyLines(keys: readonly Key<string>[], { width, style }: Pick<Look, 'width' | 'style'>): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const { key, does } of keys) {
    const shown = key === 'enter' ? 'Enter' : key;
    const size = shown.length + 1 + does.length;
    const text = `${style.key(shown)} ${style.aside(does)}`;
    if (lines.length > 0 && used + 3 + size < width) {
      lines[lines.length - 1] += `   ${text}`;
      used += 3 + size;
    } else {
      lines.push(text);
      used = size;
    }
  }
  return lines;
}
