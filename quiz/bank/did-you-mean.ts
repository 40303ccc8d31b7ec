/** The known name that was probably meant, as a help line; undefined when nothing is near. */
export function didYouMean(wrote: string, known: Iterable<string>): string | undefined {
  const near = nearest(wrote, known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** As `didYouMean`, and where nothing is near the list of what there is. */
export function didYouMeanOr(wrote: string, known: Iterable<string>): string {
  const names = [...known];
  return didYouMean(wrote, names) ?? (names.length === 0 ? 'there is none yet' : `there are: ${names.join(', ')}`);
}

/** The known name that was probably meant. */
export function nearest(wrote: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(wrote.length / 3));
  let best: { name: string; steps: number } | undefined;
  for (const name of known) {
    const steps = distance(wrote.toLowerCase(), name.toLowerCase(), limit);
    if (steps <= limit && (best === undefined || steps < best.steps)) best = { name, steps };
  }
  return best?.name;
}

/** Two letters in the wrong order are the likeliest slip. */
const SWAP = 0.75;

/** Letters to add, drop, change or swap with a neighbour (optimal string alignment); above `limit` any larger number. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || a.length > 80) return limit + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = old[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(change, old[j]! + 1, row[j - 1]! + 1, swapped ? older[j - 2]! + SWAP : Number.POSITIVE_INFINITY),
      );
    }
    [older, old] = [old, row];
  }
  return old[b.length]!;
}
