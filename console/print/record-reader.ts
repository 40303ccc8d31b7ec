import type { Header, ProducerRecord } from '#kafka';
import { readBoolean } from './records.ts';

/** A line that is no record, or properties that contradict each other, with the sentence that Kafka prints. */
export class RecordReaderError extends Error {
  override readonly name = 'RecordReaderError';
}

/** What a line of the console producer says. */
export type ReadRecord = Pick<ProducerRecord, 'key' | 'value'> & { readonly headers: readonly Header[] };

interface ReaderSettings {
  readonly parsesKey: boolean;
  readonly parsesHeaders: boolean;
  readonly keySeparator: string;
  readonly headersDelimiter: string;
  readonly headersSeparator: string;
  readonly headersKeySeparator: string;
  readonly ignoresErrors: boolean;
  readonly nullMarker: string | undefined;
}

/** Reads the lines of `kafka-console-producer.sh`, one record each (LineMessageReader). */
export class RecordReader {
  readonly #settings: ReaderSettings;
  #lineNumber = 0;

  /** Throws a RecordReaderError where two separators are the same. */
  constructor(properties: Readonly<Record<string, string>> = {}) {
    this.#settings = {
      parsesKey: readBoolean(properties['parse.key'], false),
      parsesHeaders: readBoolean(properties['parse.headers'], false),
      keySeparator: properties['key.separator'] ?? '\t',
      headersDelimiter: properties['headers.delimiter'] ?? '\t',
      headersSeparator: properties['headers.separator'] ?? ',',
      headersKeySeparator: properties['headers.key.separator'] ?? ':',
      ignoresErrors: readBoolean(properties['ignore.error'], false),
      nullMarker: properties['null.marker'],
    };
    checkSeparators(this.#settings);
  }

  /** Throws a RecordReaderError that names the line by its number. */
  read(line: string): ReadRecord {
    this.#lineNumber++;
    const { parsesHeaders, headersDelimiter, parsesKey, keySeparator } = this.#settings;
    const headers = this.#cut(parsesHeaders, line, 0, headersDelimiter, 'headers delimiter');
    const keyFrom = headers === undefined ? 0 : headers.length + headersDelimiter.length;
    const key = this.#cut(parsesKey, line, keyFrom, keySeparator, 'key separator');
    const valueFrom = key === undefined ? keyFrom : keyFrom + key.length + keySeparator.length;
    return {
      key: key === undefined ? null : this.#unlessNull(key),
      value: this.#unlessNull(line.slice(valueFrom)),
      headers: headers === undefined || this.#unlessNull(headers) === null ? [] : this.#headersIn(headers),
    };
  }

  #cut(isWanted: boolean, line: string, from: number, separator: string, what: string): string | undefined {
    if (!isWanted) return undefined;
    const at = line.indexOf(separator, from);
    if (at >= 0) return line.slice(from, at);
    if (this.#settings.ignoresErrors) return undefined;
    throw new RecordReaderError(`No ${what} found on line number ${this.#lineNumber}: '${line}'`);
  }

  #headersIn(text: string): Header[] {
    const { headersSeparator, headersKeySeparator, ignoresErrors, nullMarker } = this.#settings;
    return pairsIn(text, headersSeparator).map((pair) => {
      const at = pair.indexOf(headersKeySeparator);
      if (at < 0 && ignoresErrors) return [pair, null];
      if (at < 0) {
        throw new RecordReaderError(
          `No header key separator found in pair '${pair}' on line number ${this.#lineNumber}`,
        );
      }
      const name = pair.slice(0, at);
      if (name === nullMarker) {
        throw new RecordReaderError(
          `Header keys should not be equal to the null marker '${nullMarker}' as they can't be null`,
        );
      }
      return [name, this.#unlessNull(pair.slice(at + headersKeySeparator.length))];
    });
  }

  #unlessNull(text: string): string | null {
    return text === this.#settings.nullMarker ? null : text;
  }
}

/** The separator is a regular expression. Java's split leaves out the empty pieces at the end, unless there was nothing to split. */
function pairsIn(text: string, separator: string): string[] {
  const pairs = text.split(asPattern(separator));
  while (pairs.at(-1) === '' && text !== '') pairs.pop();
  return pairs;
}

function asPattern(separator: string): RegExp | string {
  try {
    return new RegExp(separator, 'u');
  } catch {
    return separator;
  }
}

function checkSeparators(settings: ReaderSettings): void {
  const { keySeparator, headersDelimiter, headersSeparator, headersKeySeparator, nullMarker } = settings;
  const pairs: readonly (readonly [string, string, string, string | undefined])[] = [
    ['headers.delimiter', headersDelimiter, 'headers.separator', headersSeparator],
    ['headers.delimiter', headersDelimiter, 'headers.key.separator', headersKeySeparator],
    ['headers.separator', headersSeparator, 'headers.key.separator', headersKeySeparator],
    ['null.marker', keySeparator, 'key.separator', nullMarker],
    ['null.marker', headersSeparator, 'headers.separator', nullMarker],
    ['null.marker', headersDelimiter, 'headers.delimiter', nullMarker],
    ['null.marker', headersKeySeparator, 'headers.key.separator', nullMarker],
  ];
  for (const [one, first, other, second] of pairs) {
    if (first === second) throw new RecordReaderError(`${one} and ${other} may not be equal`);
  }
}
