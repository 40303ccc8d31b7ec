import { KafkaError } from '../errors.ts';

/** A setting's value; `null` where Kafka has no default. Long.MAX_VALUE is `Infinity`, a list is its items joined by commas. */
export type SettingValue = string | number | boolean | null;

/** Kafka's types of settings (ConfigDef.Type). */
export type SettingType = 'BOOLEAN' | 'STRING' | 'INT' | 'LONG' | 'DOUBLE' | 'LIST';

/** One setting (ConfigDef.ConfigKey): its type, its default, and what else it may be. */
export interface Setting<Value extends SettingValue = SettingValue> {
  readonly type: SettingType;
  readonly default: Value;
  /** What it does, in one sentence. */
  readonly doc: string;
  /** What it may be, as Kafka's documentation writes it, such as `[0,...]`; `''` for whatever has the type. */
  readonly valid: string;
  /** Why a value of the right type, or an item of a list, is refused, in Kafka's words; `undefined` if it is not. */
  readonly refuse: (value: SettingValue, name: string) => string | undefined;
}

/** Settings by name. */
export type Settings = Readonly<Record<string, Setting>>;

/** What each of `S` is worth. */
export type ValuesOf<S extends Settings> = { readonly [Name in keyof S]: S[Name] extends Setting<infer V> ? V : never };

/** What a person wrote: by name, as text or as the value itself. What is `undefined` was not written. */
export type Given = Readonly<Record<string, string | number | boolean | undefined>>;

/** The bounds of a number, both allowed (ConfigDef.Range). */
export interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

const anything = { valid: '', refuse: () => undefined };

export function boolean(standard: boolean, doc: string): Setting<boolean> {
  return { type: 'BOOLEAN', default: standard, doc, ...anything };
}

/** A 32-bit integer. */
export function int(standard: number, range: Range, doc: string): Setting<number> {
  return { type: 'INT', default: standard, doc, ...within(range) };
}

/** A 64-bit integer. */
export function long(standard: number, range: Range, doc: string): Setting<number> {
  return { type: 'LONG', default: standard, doc, ...within(range) };
}

export function double(standard: number, range: Range, doc: string): Setting<number> {
  return { type: 'DOUBLE', default: standard, doc, ...within(range) };
}

/** One of some words. */
export function oneOf<Word extends string>(standard: Word, words: readonly Word[], doc: string): Setting<Word> {
  return { type: 'STRING', default: standard, doc, ...among(words) };
}

/** Any text; without a default it is `null`. */
export function text<Value extends string | null>(standard: Value, doc: string): Setting<Value | string> {
  return { type: 'STRING', default: standard, doc, ...anything };
}

/** Text that may be left out, but not empty. */
export function nonEmptyText(doc: string): Setting<string | null> {
  const refuse = (value: SettingValue) => (value === '' ? 'String must be non-empty' : undefined);
  return { type: 'STRING', default: null, doc, valid: 'non-empty string', refuse };
}

/** Items separated by commas: of some words, or any. */
export function list<Value extends string>(standard: Value, words: readonly string[], doc: string): Setting<Value> {
  return { type: 'LIST', default: standard, doc, ...(words.length === 0 ? anything : among(words)) };
}

/** The items of a list as Kafka takes it apart. */
export function itemsOf(value: string): string[] {
  return value.trim() === '' ? [] : value.trim().split(/\s*,\s*/);
}

/**
 * The value of every setting: as given, or the default. Throws INVALID_CONFIG at the first that Kafka would refuse. Names that
 * are no settings are passed over, as clients do.
 */
export function valuesOf<S extends Settings>(settings: S, given: Given): ValuesOf<S> {
  const values = Object.entries(settings).map(([name, setting]) => {
    const raw = Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, raw === undefined ? setting.default : parseSetting(name, setting, raw)];
  });
  return Object.fromEntries(values) as ValuesOf<S>;
}

/** What a person wrote as the value of one setting. Throws INVALID_CONFIG (ConfigDef.parseType, ConfigDef.Validator). */
export function parseSetting(name: string, setting: Setting, raw: string | number | boolean): SettingValue {
  const written = String(raw);
  const value = readAs(setting.type, written.trim());
  if (value === undefined) throw invalidValue(name, written, notA(setting.type));
  for (const part of setting.type === 'LIST' ? itemsOf(written) : [value]) {
    const refusal = setting.refuse(part, name);
    if (refusal !== undefined) throw invalidValue(name, showValue(part), refusal);
  }
  return value;
}

/** A value as Kafka prints it. */
export function showValue(value: SettingValue): string {
  return value === Number.POSITIVE_INFINITY ? `${longMax}` : String(value);
}

/** A settings error that is about more than one value, with Kafka's sentence. */
export function invalidConfig(message: string): KafkaError {
  return new KafkaError('INVALID_CONFIG', message);
}

function invalidValue(name: string, value: string, why: string): KafkaError {
  return invalidConfig(`Invalid value ${value} for configuration ${name}: ${why}`);
}

function notA(type: SettingType): string {
  return type === 'BOOLEAN' ? 'Expected value to be either true or false' : `Not a number of type ${type}`;
}

const longMax = 2n ** 63n - 1n;

function readAs(type: SettingType, written: string): SettingValue | undefined {
  switch (type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(written) ? written.toLowerCase() === 'true' : undefined;
    case 'INT':
      return readInteger(written, 2n ** 31n - 1n);
    case 'LONG':
      return readInteger(written, longMax);
    case 'DOUBLE':
      return written === '' || Number.isNaN(Number(written)) ? undefined : Number(written);
    case 'LIST':
      return itemsOf(written).join(',');
    case 'STRING':
      return written;
  }
}

function readInteger(written: string, max: bigint): number | undefined {
  if (!/^[+-]?\d+$/.test(written)) return undefined;
  const value = BigInt(written.replace('+', ''));
  if (value > max || value < -max - 1n) return undefined;
  return value === longMax ? Number.POSITIVE_INFINITY : Number(value);
}

function within({ atLeast, atMost }: Range) {
  const refuse = (value: SettingValue) => {
    if (atLeast !== undefined && Number(value) < atLeast) return `Value must be at least ${atLeast}`;
    if (atMost !== undefined && Number(value) > atMost) return `Value must be no more than ${atMost}`;
    return undefined;
  };
  const valid =
    atLeast === undefined && atMost === undefined
      ? ''
      : `[${[atLeast, '...', atMost].filter((x) => x !== undefined).join(',')}]`;
  return { valid, refuse };
}

function among(words: readonly string[]) {
  const refuse = (value: SettingValue) =>
    words.includes(`${value}`) ? undefined : `String must be one of: ${words.join(', ')}`;
  return { valid: `[${words.join(', ')}]`, refuse };
}
