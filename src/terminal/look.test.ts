import { describe, expect, test } from 'vitest';
import { lookFor, type Surroundings } from './look.ts';

const terminal = { isTTY: true, columns: 80, rows: 24 };
const around = (env: Surroundings['env'] = {}, rest: Partial<Surroundings> = {}): Surroundings => ({
  env: { LANG: 'en_GB.UTF-8', TERM: 'xterm-256color', ...env },
  platform: 'linux',
  stdin: { isTTY: true },
  stdout: terminal,
  ...rest,
});

test('a terminal gets colours, Unicode and prompts', () => {
  expect(lookFor({}, around())).toMatchObject({
    color: true,
    unicode: true,
    plain: false,
    interactive: true,
    width: 80,
  });
});

describe('plain', () => {
  test.each([
    ['--plain', { plain: true }, around()],
    ['KF_PLAIN', {}, around({ KF_PLAIN: '1' })],
    ['ACCESSIBLE', {}, around({ ACCESSIBLE: 'yes' })],
    ['CI', {}, around({ CI: 'true' })],
    ['TERM=dumb', {}, around({ TERM: 'dumb' })],
    ['standard input is no terminal', {}, around({}, { stdin: {} })],
    ['standard output is no terminal', {}, around({}, { stdout: {} })],
  ])('with %s', (_, flags, surroundings) => {
    expect(lookFor(flags, surroundings).plain).toBe(true);
  });

  test.each(['', '0', 'false'])('not with ACCESSIBLE=%j', (value) => {
    expect(lookFor({}, around({ ACCESSIBLE: value, CI: value, KF_PLAIN: value })).plain).toBe(false);
  });

  test('a terminal used plainly is still one, so that exit codes are those of a terminal', () => {
    expect(lookFor({ plain: true }, around())).toMatchObject({ plain: true, interactive: true });
  });
});

describe('Unicode', () => {
  test.each([
    ['LC_ALL before LANG', { LC_ALL: 'C' }, 'linux', false],
    ['LC_ALL of UTF-8', { LC_ALL: 'C.utf8', LANG: 'C' }, 'linux', true],
    ['an empty LC_ALL says nothing', { LC_ALL: '' }, 'linux', true],
    ['LC_CTYPE before LANG', { LC_CTYPE: 'POSIX' }, 'darwin', false],
    ['no locale at all', { LANG: undefined }, 'linux', false],
    ['the Linux console', { TERM: 'linux' }, 'linux', false],
    ['TERM=dumb', { TERM: 'dumb' }, 'linux', false],
    ['KF_ASCII', { KF_ASCII: '1' }, 'linux', false],
    ['Windows says nothing by its locale', {}, 'win32', false],
    ['Windows Terminal', { WT_SESSION: '1' }, 'win32', true],
    ['VS Code on Windows', { TERM_PROGRAM: 'vscode' }, 'win32', true],
    ['ConEmu', { ConEmuANSI: 'ON' }, 'win32', true],
  ])('%s', (_, env, platform, unicode) => {
    expect(lookFor({}, around(env, { platform })).unicode).toBe(unicode);
  });

  test('--ascii wins', () => {
    const { unicode, glyph } = lookFor({ ascii: true }, around());
    expect(unicode).toBe(false);
    expect(Object.values(glyph).join('')).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe('colour', () => {
  test.each([
    ['NO_COLOR', {}, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', {}, { NO_COLOR: '' }, true],
    ['NODE_DISABLE_COLORS', {}, { NODE_DISABLE_COLORS: '1' }, false],
    ['--no-color', { 'no-color': true }, { FORCE_COLOR: '1' }, false],
    ['FORCE_COLOR before NO_COLOR, as in Node', {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', {}, { FORCE_COLOR: '0' }, false],
    ['--plain', { plain: true }, {}, false],
    ['FORCE_COLOR in CI', {}, { FORCE_COLOR: '1', CI: '1' }, true],
  ])('%s', (_, flags, env, color) => {
    const look = lookFor(flags, around(env));
    expect(look.color).toBe(color);
    expect(look.style.passed('ok')).toBe(color ? '\x1b[32mok\x1b[39m' : 'ok');
  });
});

describe('width', () => {
  test.each([
    ['the terminal', { ...terminal, columns: 61 }, {}, 61],
    ['a terminal that claims to have none', { ...terminal, columns: 0 }, {}, 80],
    ['a very wide terminal', { ...terminal, columns: 250 }, {}, 100],
    ['a pipe', {}, {}, 80],
    ['a pipe with COLUMNS', {}, { COLUMNS: '66' }, 66],
    ['a pipe with nonsense in COLUMNS', {}, { COLUMNS: 'wide' }, 80],
  ])('%s', (_, stdout, env, width) => {
    expect(lookFor({}, around(env, { stdout })).width).toBe(width);
  });
});
