import { KafkaError, placeReplicas } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly brokers: readonly { readonly id: number; readonly rack?: string; readonly fenced: boolean }[];
  readonly rackHashOrder: readonly (string | null)[];
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly draws: readonly (readonly [bound: number, value: number])[];
  readonly expected?: readonly (readonly number[])[];
  readonly error?: string;
}

/** Judges a placement: the same draws asked for in the same order, the same replicas or the same refusal. */
export default function judge(vector: Vector): Verdict {
  const bounds: number[] = [];
  const nextInt = (bound: number) => vector.draws[bounds.push(bound) - 1]?.[1] ?? 0;
  const { brokers, numPartitions: partitionCount, replicationFactor } = vector;
  const rackOrder = vector.rackHashOrder.map((rack) => rack ?? undefined);
  let placed: unknown;
  try {
    placed = placeReplicas({ brokers, partitionCount, replicationFactor, rackOrder }, nextInt);
  } catch (error) {
    if (!(error instanceof KafkaError && error.code === 'INVALID_REPLICATION_FACTOR')) throw error;
    placed = `InvalidReplicationFactorException: ${error.message}`;
  }
  agree('placement', placed, vector.expected ?? vector.error);
  agree(
    'bounds of the draws',
    bounds,
    vector.draws.map(([bound]) => bound),
  );
  return passed;
}
