import { Controller, KafkaError, type PartitionRegistration } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly brokers: readonly number[];
  readonly elr: boolean;
  readonly uncleanEnabled: boolean;
  readonly minIsr: number;
  readonly replicas: readonly (readonly number[])[];
  readonly initial: readonly State[];
  readonly ops: readonly (Op & { readonly error?: string; readonly state: readonly State[] })[];
}

interface State {
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly isr: readonly number[];
  readonly elr?: readonly number[];
  readonly lastKnownElr?: readonly number[];
  readonly recovering?: boolean;
}

type Op =
  | {
      readonly op: 'fence' | 'unfence' | 'controlledShutdown' | 'reregister' | 'uncleanShutdown';
      readonly broker: number;
    }
  | {
      readonly op: 'alterIsr';
      readonly partition: number;
      readonly by: number;
      readonly newIsr: readonly number[];
      readonly leaderEpoch: number;
      readonly partitionEpoch: number;
    }
  | { readonly op: 'elect'; readonly partition: number; readonly type: 'PREFERRED' | 'UNCLEAN' }
  | { readonly op: 'setUnclean'; readonly enabled: boolean }
  | { readonly op: 'uncleanSweep' | 'preferredSweep' };

const topic = 't';
const unclean = 'unclean.leader.election.enable';

/** Judges the controller by the state of every partition after each event, and by what it refuses. */
export default function judge({ brokers, elr, uncleanEnabled, minIsr, replicas, initial, ops }: Vector): Verdict {
  const controller = new Controller({ nextInt: () => 0, elrEnabled: elr });
  for (const broker of brokers) {
    controller.registerBroker(broker);
    controller.unfenceBroker(broker);
  }
  const configs = { [unclean]: `${uncleanEnabled}`, 'min.insync.replicas': `${minIsr}` };
  controller.createTopic({ topic, assignments: replicas, configs });
  const agreeOnState = (when: string, expected: readonly State[]) =>
    agree(when, controller.topic(topic).partitions.map(stateOf), expected.map(stateOf));
  agreeOnState('at the start', initial);
  for (const [index, { error, state, ...op }] of ops.entries()) {
    const when = `after ${index + 1}. ${JSON.stringify(op)}`;
    agree(`error ${when}`, errorOf(controller, op), error);
    agreeOnState(when, state);
  }
  return passed;
}

function stateOf(partition: State | PartitionRegistration): Required<State> {
  const { leader, leaderEpoch, partitionEpoch, isr, elr = [], lastKnownElr = [], recovering = false } = partition;
  return { leader, leaderEpoch, partitionEpoch, isr, elr, lastKnownElr, recovering };
}

function errorOf(controller: Controller, op: Op): string | undefined {
  try {
    run(controller, op);
    return undefined;
  } catch (error) {
    if (error instanceof KafkaError) return error.code;
    throw error;
  }
}

function run(controller: Controller, op: Op): unknown {
  switch (op.op) {
    case 'fence':
      return controller.fenceBroker(op.broker);
    case 'unfence':
      return controller.unfenceBroker(op.broker);
    case 'controlledShutdown':
      return controller.startControlledShutdown(op.broker);
    case 'reregister':
      return controller.registerBroker(op.broker);
    case 'uncleanShutdown':
      return controller.registerBroker(op.broker, { cleanShutdown: false });
    case 'alterIsr': {
      const { by, newIsr, partition, leaderEpoch, partitionEpoch } = op;
      return controller.alterPartition({ topic, partition, broker: by, newIsr, leaderEpoch, partitionEpoch });
    }
    case 'elect':
      return controller.electLeader({ topic, partition: op.partition }, op.type);
    case 'setUnclean':
      return controller.alterConfigs(topic, { [unclean]: `${op.enabled}` });
    case 'uncleanSweep':
      return controller.electUncleanLeaders();
    case 'preferredSweep':
      return controller.balanceLeaders();
  }
}
