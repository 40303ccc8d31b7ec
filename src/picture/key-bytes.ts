import { type Canvas, finished, padded, shown, widthOf } from './canvas.ts';

/** A key's characters with the bytes of each, and the bytes that were taken for the key. */
export interface KeyBytes {
  readonly characters: readonly { readonly character: string; readonly bytes: Iterable<number> }[];
  readonly taken: Iterable<number>;
}

/** Draws each character over its bytes in UTF-8, and below them the bytes that were taken, in hexadecimal. */
export function drawKeyBytes({ characters, taken }: KeyBytes, canvas: Canvas): string[] {
  const cells = characters.map(({ character, bytes }) => ({ top: shown(character, canvas), below: hex(bytes) }));
  const widths = cells.map(({ top, below }) => Math.max(widthOf(top), below.length));
  const row = (of: 'top' | 'below') => cells.map((cell, at) => padded(cell[of], widths[at]!)).join('  ');
  const count = characters.reduce((sum, { bytes }) => sum + [...bytes].length, 0);
  const lines = [
    ...(cells.length > 0 ? [`key    ${row('top')}`] : []),
    `UTF-8  ${cells.length > 0 ? `${row('below')}  ` : ''}(${counted(count)})`,
    `yours  ${hex(taken)}${[...taken].length > 0 ? '  ' : ''}(${counted([...taken].length)})`,
  ];
  return finished(lines, canvas);
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}
