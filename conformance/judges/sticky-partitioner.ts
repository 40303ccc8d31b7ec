import { StickyPartitioner } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

type Operation =
  | {
      readonly op: 'append';
      readonly bytes: number;
      readonly enableSwitch: boolean;
      readonly partition: number;
      readonly draw?: number;
      readonly next: number;
    }
  | {
      readonly op: 'stats';
      readonly queueSizes: readonly number[];
      readonly partitionIds: readonly number[];
      readonly length: number;
    };

interface Vector {
  readonly partitions: number;
  readonly unavailable: readonly number[];
  readonly stickyBatchSize: number;
  readonly firstDraw: number;
  readonly first: number;
  readonly ops: readonly Operation[];
}

/** Replays one producer's appends with the recorded draws. */
export default function judge({ partitions, unavailable, stickyBatchSize, firstDraw, first, ops }: Vector): Verdict {
  const leaders = {
    partitionCount: partitions,
    available: Array.from({ length: partitions }, (_, id) => id).filter((id) => !unavailable.includes(id)),
  };
  const draws = [firstDraw];
  const partitioner = new StickyPartitioner(stickyBatchSize, () => {
    const draw = draws.shift();
    if (draw === undefined) throw new Error('the model drew where Kafka did not');
    return draw;
  });
  agree('first partition', partitioner.partition(leaders), first);
  for (const [index, operation] of ops.entries()) {
    if (operation.op === 'stats') {
      const { queueSizes, partitionIds, length } = operation;
      partitioner.observe({
        partitionIds: partitionIds.slice(0, length),
        queueSizes: queueSizes.slice(0, length),
        queueCount: queueSizes.length,
      });
    } else {
      agree(`ops[${index}]: partition`, partitioner.partition(leaders), operation.partition);
      if (operation.draw !== undefined) draws.push(operation.draw);
      partitioner.appended(operation.bytes, leaders, operation.enableSwitch);
      agree(`ops[${index}]: next partition`, partitioner.partition(leaders), operation.next);
      agree(`ops[${index}]: draws left over`, draws, []);
    }
  }
  return passed;
}
