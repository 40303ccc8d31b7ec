import type { makeTextEncoding } from './text-encoding.ts';

/** Makes a small `Buffer`: the part of Node's that turns keys into bytes and bytes into numbers. Self-contained. */
export function makeBuffer({ utf8, fromUtf8 }: ReturnType<typeof makeTextEncoding>) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  function fromBase64(text: string): number[] {
    const bytes: number[] = [];
    let bits = 0;
    let held = 0;
    for (const character of text.replaceAll('-', '+').replaceAll('_', '/')) {
      const value = alphabet.indexOf(character);
      if (value < 0) continue;
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
    return bytes;
  }

  function toBase64(bytes: Uint8Array): string {
    let text = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
      for (let k = 0; k < 4; k++) text += i + k > bytes.length ? '=' : alphabet[(three >> (18 - 6 * k)) & 63];
    }
    return text;
  }

  function bytesOf(text: string, encoding: string): ArrayLike<number> {
    switch (encoding.toLowerCase()) {
      case 'utf8':
      case 'utf-8':
        return utf8(text);
      case 'hex':
        return (text.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16));
      case 'base64':
      case 'base64url':
        return fromBase64(text);
      case 'ascii':
      case 'latin1':
      case 'binary':
        return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i) & 255);
      case 'utf16le':
      case 'utf-16le':
      case 'ucs2':
        return Array.from({ length: 2 * text.length }, (_, i) => (text.charCodeAt(i >> 1) >> (8 * (i & 1))) & 255);
      default:
        throw new TypeError(`Unknown encoding: ${encoding}`);
    }
  }

  function textOf(bytes: Uint8Array, encoding: string): string {
    switch (encoding.toLowerCase()) {
      case 'utf8':
      case 'utf-8':
        return fromUtf8(bytes);
      case 'hex':
        return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      case 'base64':
        return toBase64(bytes);
      case 'ascii':
        return Array.from(bytes, (byte) => String.fromCharCode(byte & 127)).join('');
      case 'latin1':
      case 'binary':
        return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      default:
        throw new TypeError(`Unknown encoding: ${encoding}`);
    }
  }

  class Buffer extends Uint8Array {
    static override from(source: unknown, how?: unknown, length?: number): Buffer {
      if (typeof source === 'string') return Buffer.of(...Array.from(bytesOf(source, `${how ?? 'utf8'}`)));
      if (source instanceof ArrayBuffer) return new Buffer(source, how as number | undefined, length);
      const bytes = Array.from(source as ArrayLike<number>);
      const buffer = new Buffer(bytes.length);
      buffer.set(bytes);
      return buffer;
    }
    static override of(...bytes: number[]): Buffer {
      const buffer = new Buffer(bytes.length);
      buffer.set(bytes);
      return buffer;
    }
    static alloc(length: number, fill = 0): Buffer {
      return new Buffer(length).fill(fill);
    }
    static allocUnsafe(length: number): Buffer {
      return new Buffer(length);
    }
    static isBuffer(value: unknown): boolean {
      return value instanceof Buffer;
    }
    static byteLength(text: string | ArrayBufferView, encoding = 'utf8'): number {
      return typeof text === 'string' ? bytesOf(text, encoding).length : text.byteLength;
    }
    static concat(list: Uint8Array[]): Buffer {
      return Buffer.from(list.flatMap((bytes) => [...bytes]));
    }
    static compare(a: Uint8Array, b: Uint8Array): number {
      for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
      return Math.sign(a.length - b.length);
    }
    get #view() {
      return new DataView(this.buffer, this.byteOffset, this.byteLength);
    }
    equals(other: Uint8Array): boolean {
      return Buffer.compare(this, other) === 0;
    }
    compare(other: Uint8Array): number {
      return Buffer.compare(this, other);
    }
    override slice(start?: number, end?: number) {
      return this.subarray(start, end) as never;
    }
    override toString(encoding = 'utf8', start = 0, end = this.length): string {
      return textOf(this.subarray(start, end), encoding);
    }
    /** Writes as many whole characters as there is room for, and gives the number of bytes they take. */
    write(text: string, offset: number | string = 0, length: number | string = Number.POSITIVE_INFINITY, how = 'utf8') {
      const encoding = [offset, length, how].find((each) => typeof each === 'string') as string;
      const from = typeof offset === 'number' ? offset : 0;
      const bytes = Array.from(bytesOf(text, encoding));
      let count = Math.min(bytes.length, this.length - from, typeof length === 'number' ? length : bytes.length);
      const isText = encoding === 'utf8' || encoding === 'utf-8';
      while (isText && count < bytes.length && count > 0 && (bytes[count]! & 0xc0) === 0x80) count--;
      this.set(bytes.slice(0, count), from);
      return count;
    }
    toJSON() {
      return { type: 'Buffer', data: [...this] };
    }
    readUInt8(offset = 0) {
      return this.#view.getUint8(offset);
    }
    readInt8(offset = 0) {
      return this.#view.getInt8(offset);
    }
    readUInt16LE(offset = 0) {
      return this.#view.getUint16(offset, true);
    }
    readUInt16BE(offset = 0) {
      return this.#view.getUint16(offset);
    }
    readInt16LE(offset = 0) {
      return this.#view.getInt16(offset, true);
    }
    readInt16BE(offset = 0) {
      return this.#view.getInt16(offset);
    }
    readUInt32LE(offset = 0) {
      return this.#view.getUint32(offset, true);
    }
    readUInt32BE(offset = 0) {
      return this.#view.getUint32(offset);
    }
    readInt32LE(offset = 0) {
      return this.#view.getInt32(offset, true);
    }
    readInt32BE(offset = 0) {
      return this.#view.getInt32(offset);
    }
  }
  return Buffer;
}
