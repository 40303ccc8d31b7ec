import { aShell } from '../console/testing/a-shell.ts';

/** A shell on a cluster of 100 topics of 100 partitions, all on three brokers, and a group that reads three of the topics. */
export function onLargeCluster(): (lines: string) => string {
  const { type } = aShell();
  for (let number = 1; number <= 100; number++) {
    type(`kafka-topics.sh --create --topic t${number} --partitions 100 --replication-factor 3`);
  }
  type('seq 50 | kafka-console-producer.sh --topic t5\njoin c1 billing t1 t2 t3\npoll c1\ncommit c1');
  return type;
}
