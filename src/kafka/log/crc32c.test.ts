import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

// RFC 3720, B.4, and the check value that catalogues of checksums give for CRC-32/ISCSI.
test.each([
  ['32 bytes of 0', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of 255', new Uint8Array(32).fill(255), 0x62a8ab43],
  ['the bytes 0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ['"123456789"', new TextEncoder().encode('123456789'), 0xe3069283],
])('of %s', (_, bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum);
});
