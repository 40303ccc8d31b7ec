type Bytes = Uint8Array;

/** Makes the realm's own `TextEncoder` and `TextDecoder` (UTF-8 only), and the two functions behind them. Self-contained. */
export function makeTextEncoding() {
  const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

  function utf8(text: string): Bytes {
    const bytes: number[] = [];
    for (let i = 0; i < text.length; i++) {
      const codePoint = text.codePointAt(i)!;
      const isLoneSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
      const code = isLoneSurrogate ? 0xfffd : codePoint;
      if (code > 0xffff) i++;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else {
        bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      }
    }
    return new Uint8Array(bytes);
  }

  /** The number of bytes of the sequence at `at`, or 0 when the bytes there are no UTF-8. */
  function sequenceLength(bytes: Bytes, at: number): number {
    const first = bytes[at]!;
    const second = bytes[at + 1] ?? 0;
    if (first < 0x80) return 1;
    if (first < 0xc2 || first > 0xf4 || !isContinuation(bytes[at + 1])) return 0;
    if (first < 0xe0) return 2;
    const isOverlongOrSurrogate = (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f);
    if (isOverlongOrSurrogate || !isContinuation(bytes[at + 2])) return 0;
    if (first < 0xf0) return 3;
    const isOutOfRange = (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f);
    return isOutOfRange || !isContinuation(bytes[at + 3]) ? 0 : 4;
  }

  function fromUtf8(bytes: Bytes, fatal = false): string {
    let text = '';
    for (let at = 0; at < bytes.length; ) {
      const length = sequenceLength(bytes, at);
      if (length === 0 && fatal) throw new TypeError('The encoded data was not valid for encoding utf-8');
      let code = length === 0 ? 0xfffd : bytes[at]! & (length === 1 ? 0x7f : 0xff >> (length + 1));
      for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i]! & 63);
      text += String.fromCodePoint(code);
      at += Math.max(length, 1);
    }
    return text;
  }

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(text: unknown = ''): Bytes {
      return utf8(`${text}`);
    }
    encodeInto(text: string, target: Bytes): { read: number; written: number } {
      let read = 0;
      let written = 0;
      for (const character of text) {
        const bytes = utf8(character);
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        read += character.length;
        written += bytes.length;
      }
      return { read, written };
    }
  }

  class TextDecoder {
    readonly encoding = 'utf-8';
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    constructor(label = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
      if (!/^\s*utf-?8\s*$/i.test(label)) throw new RangeError(`the encoding "${label}" is not there, only utf-8`);
      this.fatal = options.fatal ?? false;
      this.ignoreBOM = options.ignoreBOM ?? false;
    }
    decode(input: ArrayBuffer | ArrayBufferView = new Uint8Array()): string {
      const bytes = ArrayBuffer.isView(input)
        ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
        : new Uint8Array(input);
      const text = fromUtf8(bytes, this.fatal);
      return !this.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
    }
  }

  return { utf8, fromUtf8, TextEncoder, TextDecoder };
}
