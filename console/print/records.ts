import type { ConsumerRecord } from '#kafka';

/** The properties of the console consumer's formatter, such as `print.key`. */
export type FormatterProperties = Readonly<Record<string, string>>;

/** A record as the formatter is given it; `NoTimestampType` is that of batches older than any a broker still takes. */
export type PrintableRecord = Pick<
  ConsumerRecord,
  'partition' | 'offset' | 'timestamp' | 'headers' | 'key' | 'value'
> & {
  readonly timestampType: ConsumerRecord['timestampType'] | 'NoTimestampType';
  readonly leaderEpoch: number | null;
};

/** What `kafka-console-consumer.sh` prints of one record (DefaultMessageFormatter). */
export function formatRecord(record: PrintableRecord, properties: FormatterProperties = {}): string {
  const text = (name: string, standard: string) => properties[name] ?? standard;
  const isOn = (name: string, standard = false) => readBoolean(properties[name], standard);
  const nullLiteral = text('null.literal', 'null');
  const columns = [
    ...(isOn('print.timestamp') ? [timestampText(record)] : []),
    ...(isOn('print.partition') ? [`Partition:${record.partition}`] : []),
    ...(isOn('print.offset') ? [`Offset:${record.offset}`] : []),
    ...(isOn('print.delivery') ? ['Delivery:NOT_PRESENT'] : []),
    ...(isOn('print.epoch') ? [`Epoch:${record.leaderEpoch ?? 'NOT_PRESENT'}`] : []),
    ...(isOn('print.headers') ? [headersText(record, text('headers.separator', ','), nullLiteral)] : []),
    ...(isOn('print.key') ? [record.key ?? nullLiteral] : []),
    ...(isOn('print.value', true) ? [record.value ?? nullLiteral] : []),
  ];
  if (columns.length === 0) return '';
  return columns.join(text('key.separator', '\t')) + text('line.separator', '\n');
}

/** How Kafka's tools read a property that is on or off. */
export function readBoolean(text: string | undefined, standard: boolean): boolean {
  return text === undefined ? standard : text.trim().toLowerCase() === 'true';
}

function timestampText({ timestampType, timestamp }: PrintableRecord): string {
  return timestampType === 'NoTimestampType' ? 'NO_TIMESTAMP' : `${timestampType}:${timestamp}`;
}

function headersText({ headers }: PrintableRecord, separator: string, nullLiteral: string): string {
  return headers.map(([name, value]) => `${name}:${value ?? nullLiteral}`).join(separator) || 'NO_HEADERS';
}
