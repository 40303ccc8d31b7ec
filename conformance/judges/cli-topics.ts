import { hashMapOrder, javaHashCode } from '#kafka';
import { Options } from '../../console/tools/options.ts';
import { reportTopics, type TopicsView, topicsFlags } from '../../console/tools/topics-report.ts';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly brokers: readonly number[];
  readonly topics: readonly {
    readonly name: string;
    readonly topicId: string;
    readonly configs: Readonly<Record<string, string>>;
    readonly minIsr: number;
    readonly partitions: readonly {
      readonly partition: number;
      readonly leader: number;
      readonly replicas: readonly number[];
      readonly isr: readonly number[];
      readonly elr: readonly number[] | null;
      readonly lastKnownElr: readonly number[] | null;
    }[];
  }[];
  readonly runs: readonly { readonly args: readonly string[]; readonly output: string; readonly error?: string }[];
}

/** Judges what kafka-topics.sh prints, flags and all. */
export default function judge(vector: Vector): Verdict {
  const view = viewOf(vector);
  for (const { args, output, error } of vector.runs) {
    agree(args.join(' '), run(args, view), { output, error });
  }
  return passed;
}

function run(args: readonly string[], view: TopicsView): { output: string; error: string | undefined } {
  try {
    return { output: reportTopics(new Options(topicsFlags, args), view), error: undefined };
  } catch (error) {
    return { output: '', error: `Error while executing topic command : ${(error as Error).message}` };
  }
}

/** Kafka prints settings in the order of a hash map that holds those of the topic and min.insync.replicas. */
function viewOf({ topics, brokers }: Vector): TopicsView {
  return {
    names: topics.map(({ name }) => name),
    liveBrokers: new Set(brokers),
    describe: (wanted) => {
      const { name, topicId, configs, minIsr, partitions } = topics.find((topic) => topic.name === wanted)!;
      const order = hashMapOrder([...new Set([...Object.keys(configs), 'min.insync.replicas'])], javaHashCode);
      return {
        topic: name,
        topicId,
        minIsr,
        configs: order.filter((each) => each in configs).map((each) => [each, configs[each]!]),
        partitions: partitions.map(({ partition, ...state }) => ({ partition, state })),
      };
    },
  };
}
