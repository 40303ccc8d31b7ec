import { nameOf, type TopicPartition } from '#kafka';
import type { GroupDescription } from '../../console/print/groups.ts';
import { groupsFlags, reportGroups } from '../../console/tools/groups-report.ts';
import { Options } from '../../console/tools/options.ts';
import { agree, passed, type Verdict } from '../verdict.ts';

type Place = readonly [topic: string, partition: number];

interface Vector {
  readonly group: string;
  readonly type: 'Classic' | 'Consumer';
  readonly state: string;
  readonly assignor: string;
  readonly coordinator: { readonly id: number; readonly host: string; readonly port: number };
  readonly groupEpoch?: number;
  readonly targetAssignmentEpoch?: number;
  readonly members: readonly {
    readonly id: string;
    readonly instance?: string;
    readonly clientId: string;
    readonly host: string;
    readonly assignment: readonly Place[];
    readonly target?: readonly Place[];
    readonly epoch?: number;
  }[];
  readonly committed: readonly (readonly [...Place, offset: number, leaderEpoch: number | null])[];
  readonly logEndOffsets: readonly (readonly [...Place, offset: number])[];
  readonly runs: readonly { readonly args: readonly string[]; readonly output: string }[];
}

/** Judges what kafka-consumer-groups.sh prints, flags and all. */
export default function judge(vector: Vector): Verdict {
  const group = groupOf(vector);
  const view = { names: [group.group], describe: (name: string) => (name === group.group ? group : undefined) };
  for (const { args, output } of vector.runs) {
    const printed = reportGroups(new Options(groupsFlags, args), view);
    agree(args.join(' '), printed.map(({ text }) => text).join(''), output);
  }
  return passed;
}

function groupOf({ members, committed, logEndOffsets, ...group }: Vector): GroupDescription {
  const ends = new Map(logEndOffsets.map(([topic, partition, offset]) => [nameOf({ topic, partition }), offset]));
  const offsets = committed.map(([topic, partition, offset, leaderEpoch]) => ({
    topic,
    partition,
    offset,
    leaderEpoch,
  }));
  const offsetOf = new Map(offsets.map((each) => [nameOf(each), each]));
  return {
    ...group,
    members: members.map(({ id, instance, assignment, target, ...member }) => ({
      ...member,
      memberId: id,
      groupInstanceId: instance,
      assignment: assignment.map(partitionOf),
      target: target?.map(partitionOf),
    })),
    committed: offsets,
    committedFor: (partition) => offsetOf.get(nameOf(partition)),
    logEndOffset: (partition) => ends.get(nameOf(partition)),
  };
}

function partitionOf([topic, partition]: Place): TopicPartition {
  return { topic, partition };
}
