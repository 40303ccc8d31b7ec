import { isMap, isNode, isPair, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Place } from './source-file.ts';

/** A piece of YAML inside a file: its value, what is wrong with its syntax, and where each part stands. */
export interface YamlPart {
  readonly value: unknown;
  readonly errors: readonly { readonly message: string; readonly at: Place }[];
  /** Where the value at `path` stands; the whole part for a path that is not there. */
  valueAt(path: readonly PropertyKey[]): Place;
  /** Where the key that ends `path` stands. */
  keyAt(path: readonly PropertyKey[]): Place;
}

/** Reads YAML 1.2 that begins on the line `firstLine` of its file. `whole` is the place named when nothing finer is known. */
export function readYaml(text: string, firstLine: number, whole: Place): YamlPart {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error', strict: true });
  const place = (from: number, to: number): Place => {
    const { line, col } = lines.linePos(from);
    const rest = (text.slice(from, Math.max(to, from + 1)).split('\n')[0] ?? '').trimEnd();
    return { line: firstLine + line - 1, column: col, length: Math.max(1, rest.length) };
  };
  const errors = document.errors.map(({ message, pos }) => ({ message, at: place(pos[0], text.length) }));
  let value: unknown;
  try {
    value = errors.length > 0 ? undefined : document.toJS();
  } catch (error) {
    errors.push({ message: String((error as Error).message), at: whole });
  }
  const placeOfNode = (node: unknown): Place =>
    isNode(node) && node.range ? place(node.range[0], node.range[1]) : whole;
  return {
    value,
    errors,
    valueAt: (path) => (path.length === 0 ? whole : placeOfNode(document.getIn(path, true))),
    keyAt(path) {
      const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const pairs: readonly Pair[] = isMap(parent) ? parent.items.filter(isPair) : [];
      const found = pairs.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
      return placeOfNode(found?.key);
    },
  };
}
