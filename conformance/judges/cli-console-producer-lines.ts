import { type ReadRecord, RecordReader, RecordReaderError } from '../../console/print/record-reader.ts';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly props: Readonly<Record<string, string>>;
  readonly line: string;
  readonly record?: ReadRecord;
  readonly error?: string;
}

/** Judges how kafka-console-producer.sh reads a line. */
export default function judge({ props, line, record, error }: Vector): Verdict {
  agree('record or error', read(props, line), { record, error });
  return passed;
}

function read(
  props: Vector['props'],
  line: string,
): Pick<Vector, 'record' | 'error'> | { record: ReadRecord | undefined; error: string | undefined } {
  try {
    return { record: new RecordReader(props).read(line), error: undefined };
  } catch (thrown) {
    if (!(thrown instanceof RecordReaderError)) throw thrown;
    return { record: undefined, error: thrown.message };
  }
}
