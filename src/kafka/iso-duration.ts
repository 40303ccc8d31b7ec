const pattern = /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i;

/** An ISO-8601 duration such as `PT1H30M` or `P7D` in milliseconds, as java.time.Duration reads it; `undefined` if it is none. */
export function durationMs(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null || match.slice(2).every((part) => part === undefined) || match[3]?.length === 1) return undefined;
  const [, sign, days, , hours, minutes, seconds] = match;
  const count = (part: string | undefined) => Number((part ?? '0').replace(',', '.'));
  const total = ((count(days) * 24 + count(hours)) * 60 + count(minutes)) * 60 + count(seconds);
  return (sign === '-' ? -total : total) * 1000;
}
