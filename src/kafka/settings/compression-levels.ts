import { int, type SettingValue } from './setting.ts';

/** How hard each codec tries; topics and producers have the same settings (CompressionType). */
export const compressionLevels = {
  'compression.gzip.level': {
    ...int(-1, {}, 'How hard gzip tries, from 1 to 9; -1 is its own default.'),
    valid: '[1,...,9] or -1',
    refuse: (value: SettingValue) => {
      const level = Number(value);
      return level === -1 || (1 <= level && level <= 9) ? undefined : 'Value must be between 1 and 9 or equal to -1';
    },
  },
  'compression.lz4.level': int(9, { atLeast: 1, atMost: 17 }, 'How hard lz4 tries.'),
  'compression.zstd.level': int(3, { atLeast: -131_072, atMost: 22 }, 'How hard zstd tries.'),
};
