import { commands } from './commands.ts';

/** The command whose name is nearest to a word, if it is near at all. */
export function didYouMean(word: string): string | undefined {
  const bare = word
    .toLowerCase()
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:sh|bat)$/, '');
  if (bare.length > 40) return undefined;
  const near = [...commands.keys()]
    .map((name) => ({ name, distance: distance(bare, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (near === undefined || near.distance > Math.min(3, Math.floor(near.name.length / 2))) return undefined;
  return near.name.startsWith('kafka-') ? `${near.name}.sh` : near.name;
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1];
    for (let at = 1; at <= b.length; at++) {
      const replaced = (above[at - 1] as number) + (b[at - 1] === letter ? 0 : 1);
      here.push(Math.min(replaced, (above[at] as number) + 1, (here[at - 1] as number) + 1));
    }
    above = here;
  }
  return above.at(-1) as number;
}
