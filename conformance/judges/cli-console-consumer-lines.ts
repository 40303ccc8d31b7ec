import { type FormatterProperties, formatRecord, type PrintableRecord } from '../../console/print/records.ts';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly props: FormatterProperties;
  readonly record: PrintableRecord;
  readonly output: string;
}

/** Judges what kafka-console-consumer.sh prints of a record. */
export default function judge({ props, record, output }: Vector): Verdict {
  agree('output', formatRecord(record, props), output);
  return passed;
}
