import { type Canvas, finished, numeral, padded } from './canvas.ts';

/** Numbers as 32 bits each, with a name before and the number behind. */
export interface Bits {
  readonly rows: readonly { readonly name: string; readonly value: number }[];
}

/** Draws the bits of whole numbers one below the other, the sign bit first, in groups of four. */
export function drawBits({ rows }: Bits, canvas: Canvas): string[] {
  const nameWidth = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, value }) => `${padded(name, nameWidth)}  ${bitsOf(value)}  ${numeral(value)}`);
  return finished([...lines, `${' '.repeat(nameWidth + 2)}▲ the sign bit`], canvas);
}

/** An unsigned number of 32 bits has the bits of the signed one; anything else has none to show. */
function bitsOf(value: number): string {
  if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 32) return padded('more than 32 bits', 39);
  return (value >>> 0)
    .toString(2)
    .padStart(32, '0')
    .replaceAll(/.{4}(?=.)/g, '$& ');
}
