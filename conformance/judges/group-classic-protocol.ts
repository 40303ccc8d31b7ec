import { type GroupAnswer, GroupCoordinator, type JoinRequest } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly initialRebalanceDelayMs: number;
  readonly ops: readonly Op[];
}

interface Op {
  readonly op: 'join' | 'sync' | 'heartbeat' | 'commitCheck' | 'leave' | 'crash' | 'advance';
  readonly process?: string;
  readonly memberId?: string;
  readonly instance?: string;
  readonly generation?: number;
  readonly protocol?: string;
  readonly protocols?: readonly string[];
  readonly assignments?: Readonly<Record<string, string>>;
  readonly ms?: number;
  readonly responses: readonly Response[];
  readonly group: { readonly leader?: string; readonly [view: string]: unknown };
}

interface Response {
  readonly to: string;
  readonly api: string;
  readonly [detail: string]: unknown;
}

/** Replays a trace of requests and time, and compares every response and the coordinator's view after each of them. */
export default function judge({ initialRebalanceDelayMs, ops }: Vector): Verdict {
  let nowMs = 0;
  let kafkasLeader: string | undefined;
  let memberCount = 0;
  const listening = new Map<string, string>();
  const coordinator = new GroupCoordinator({
    'group.initial.rebalance.delay.ms': initialRebalanceDelayMs,
    newMemberId: () => `m${++memberCount}`,
    // Kafka takes the first of a hash map of random ids, so its choice is taken over where it is a legal one.
    chooseLeader: (ids) => ids.find((id) => id === kafkasLeader) ?? ids[0]!,
  });
  for (const [index, op] of ops.entries()) {
    kafkasLeader = op.group.leader;
    // A process hears the answer to the last join or sync it sent, and none once it has crashed.
    if (op.op === 'join' || op.op === 'sync' || op.op === 'crash') listening.set(op.process!, op.op);
    if (op.op === 'advance') nowMs += op.ms!;
    const answers = ask(coordinator, op, nowMs).filter(
      ({ to, api }) => (api !== 'join' && api !== 'sync') || listening.get(to) === api,
    );
    const name = `operation ${index + 1}, ${op.op} of ${op.process ?? `${op.ms} ms`}`;
    agree(`${name}: responses`, byAddressee(answers), byAddressee(op.responses));
    agree(`${name}: the group`, viewOf(coordinator), op.group);
  }
  return passed;
}

function ask(coordinator: GroupCoordinator, op: Op, nowMs: number): readonly Response[] {
  const { process: client = '', memberId = '', instance: groupInstanceId, generation = -1 } = op;
  const asker = { client, memberId, groupInstanceId };
  if (op.op === 'join') return coordinator.join({ ...asker, ...joinOf(op.protocols!) }).map(asResponse);
  if (op.op === 'sync') return coordinator.sync({ ...asker, ...op, generation }).map(asResponse);
  if (op.op === 'heartbeat') return coordinator.heartbeat({ ...asker, generation }).map(asResponse);
  if (op.op === 'leave') return coordinator.leave(asker).map(asResponse);
  if (op.op === 'advance') return coordinator.tick(nowMs).map(asResponse);
  if (op.op === 'crash') return [];
  const error = coordinator.refusesCommit({ memberId, groupInstanceId, generation });
  return [{ to: client, api: 'commit', ...(error !== null && { error }) }];
}

function joinOf(names: readonly string[]): Omit<JoinRequest, 'client' | 'memberId'> {
  const protocols = names.map((name) => ({ name, metadata: '' }));
  return { protocols, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 30_000 };
}

function asResponse(answer: GroupAnswer): Response {
  if (answer.api !== 'join' || answer.members === undefined) return { ...answer };
  return { ...answer, members: answer.members.map(({ memberId }) => memberId).sort(byNumber) };
}

/** Responses to different processes have no order; those to one process keep theirs. */
function byAddressee(responses: readonly Response[]): readonly Response[] {
  return [...responses].sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
}

function viewOf({ group }: GroupCoordinator): Record<string, unknown> {
  const statics = [...group.staticMembers.values()].sort(byNumber);
  return {
    state: group.state,
    generation: group.generation,
    ...(group.leader !== null && { leader: group.leader }),
    ...(group.protocol !== null && { protocol: group.protocol }),
    members: [...group.members.keys()].sort(byNumber),
    ...(group.pendingJoin.size > 0 && { pendingJoin: group.pendingJoin.size }),
    ...(statics.length > 0 && { static: statics }),
  };
}

/** m2 before m10. */
function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}
