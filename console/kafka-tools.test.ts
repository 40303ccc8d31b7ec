import { beforeEach, describe, expect, it } from 'vitest';
import { aShell } from './testing/a-shell.ts';

let { shell, type } = aShell();
beforeEach(() => {
  ({ shell, type } = aShell());
});

/** Everything that a refused command must leave as it was. */
function standing(): unknown {
  const { cluster } = shell.session;
  return {
    topics: type('kafka-topics.sh --describe'),
    configs: type('kafka-configs.sh --describe --entity-type topics'),
    groups: [...cluster.groups.values()].map((group) => group.describe()),
    ends: [...cluster.partitions].map(({ name, leader }) => [name, leader?.log.logEndOffset]),
  };
}

const setting = `kafka-topics.sh --create --topic orders --partitions 3 --replication-factor 3
printf '%s\\n' a:1 b:2 a:3 | kafka-console-producer.sh --topic orders --reader-property parse.key=true --reader-property key.separator=:
join c1 billing orders auto.offset.reset=earliest
poll c1
commit c1`;

// The sentences are those of Apache Kafka's TopicCommand, ConsumerGroupCommand, ConfigCommand and of its controller.
describe('what Kafka refuses: its own text and exit code, and the cluster as it was', () => {
  it.each([
    ['kafka-topics.sh --lst', 1, 'lst is not a recognized option\nIts flags: help kafka-topics\n'],
    ['kafka-topics.sh --topic', 1, 'Option topic requires an argument\nIts flags: help kafka-topics\n'],
    ['kafka-topics.sh --create', 1, 'Missing required argument "[topic]"\nIts flags: help kafka-topics\n'],
    [
      'kafka-topics.sh --topic orders',
      1,
      'Command must include exactly one action: --list, --describe, --create, --alter or --delete\nIts flags: help kafka-topics\n',
    ],
    [
      'kafka-topics.sh --list --partitions 3',
      1,
      'Option "[partitions]" can\'t be used with option "[list]"\nIts flags: help kafka-topics\n',
    ],
    [
      'kafka-topics.sh --describe --topic nope',
      1,
      "Error while executing topic command : Topic 'nope' does not exist as expected\n",
    ],
    [
      'kafka-topics.sh --delete --topic nope',
      1,
      "Error while executing topic command : Topic 'nope' does not exist as expected\n",
    ],
    ['kafka-topics.sh --delete --topic nope --if-exists', 0, ''],
    [
      'kafka-topics.sh --create --topic orders',
      1,
      "Error while executing topic command : Topic 'orders' already exists.\n",
    ],
    ['kafka-topics.sh --create --topic orders --if-not-exists', 0, ''],
    [
      'kafka-topics.sh --create --topic new --replication-factor 4',
      1,
      'Error while executing topic command : Unable to replicate the partition 4 time(s): The target replication factor of 4 ' +
        'cannot be reached because only 3 broker(s) are registered or some brokers have all their log directories cordoned.\n',
    ],
    [
      'kafka-topics.sh --create --topic new --partitions 0',
      1,
      'Error while executing topic command : The partitions must be greater than 0\n',
    ],
    [
      'kafka-topics.sh --create --topic new --partitions 10001',
      1,
      'Error while executing topic command : Excessively large number of partitions per request.\n',
    ],
    [
      'kafka-topics.sh --create --topic new --partitions x',
      1,
      "Error while executing topic command : Cannot parse argument 'x' of option partitions\n",
    ],
    [
      "kafka-topics.sh --create --topic 'my topic'",
      1,
      "Error while executing topic command : Topic name is invalid: 'my topic' contains one or more characters other than " +
        "ASCII alphanumerics, '.', '_' and '-'\n",
    ],
    [
      'kafka-topics.sh --create --topic new --config retention=1',
      1,
      'Error while executing topic command : Unknown topic config name: retention\n',
    ],
    [
      'kafka-topics.sh --create --topic new --replica-assignment 1:1',
      1,
      'Error while executing topic command : Partition replica lists may not contain duplicate entries: 1\n',
    ],
    [
      'kafka-topics.sh --alter --topic orders --partitions 2',
      1,
      'Error while executing topic command : The topic orders currently has 3 partition(s); 2 would not be an increase.\n',
    ],
    [
      'kafka-topics.sh --describe --under-replicated-partitions --topics-with-overrides',
      1,
      'Option "[under-replicated-partitions]" can\'t be used with option "[topics-with-overrides]"\nIts flags: help kafka-topics\n',
    ],
    [
      'kafka-consumer-groups.sh --describe --group nope',
      0,
      '\nError: Executing consumer group command failed due to ' +
        'org.apache.kafka.common.errors.GroupIdNotFoundException: Group nope not found.\n',
    ],
    [
      'kafka-consumer-groups.sh --delete --group billing',
      0,
      "\nError: Deletion of some consumer groups failed:\n* Group 'billing' could not be deleted due to: " +
        'org.apache.kafka.common.errors.GroupNotEmptyException: The group is not empty.\n',
    ],
    [
      'kafka-consumer-groups.sh --reset-offsets --group billing --topic orders --to-earliest --execute',
      0,
      "\nError: Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.\n" +
        '\nGROUP           TOPIC           PARTITION  NEW-OFFSET\n',
    ],
    [
      'kafka-consumer-groups.sh --delete-offsets --group billing --topic orders:0',
      0,
      '\nError: Encountered some partition-level error, see the follow-up details.\n\n' +
        'TOPIC           PARTITION  STATUS         \norders          0          Error: ' +
        'org.apache.kafka.common.errors.GroupSubscribedToTopicException: Deleting offsets of a topic is forbidden while the ' +
        'consumer group is actively subscribed to it.\n',
    ],
    [
      'kafka-consumer-groups.sh --describe',
      1,
      'Option [describe] takes one of these options: [group], [all-groups]\nIts flags: help kafka-consumer-groups\n',
    ],
    [
      'kafka-consumer-groups.sh --list --members',
      1,
      'Option(s) [members] are unavailable given other options on the command line\nIts flags: help kafka-consumer-groups\n',
    ],
    [
      'kafka-configs.sh --alter --topic orders --add-config retention.ms=soon',
      1,
      'Invalid value soon for configuration retention.ms: Not a number of type LONG\n',
    ],
    ['kafka-configs.sh --alter --topic orders --delete-config retention.ms', 1, 'Invalid config(s): retention.ms\n'],
    [
      'kafka-configs.sh --describe --topic nope',
      0,
      "The topic 'nope' doesn't exist and doesn't have dynamic config.\n",
    ],
    [
      'kafka-leader-election.sh --election-type preferred --topic nope --partition 0',
      1,
      'Error completing leader election (PREFERRED) for partition: nope-0: ' +
        'org.apache.kafka.common.errors.UnknownTopicOrPartitionException: No such topic as nope\n1 replica(s) could not be elected\n',
    ],
    [
      'kafka-console-consumer.sh --from-beginning',
      1,
      'Exactly one of --include/--topic is required. \nIts flags: help kafka-console-consumer\n',
    ],
    [
      'echo x | kafka-console-producer.sh --topic nope --sync',
      1,
      'ERROR Error when sending message to topic nope with key: null, value: 1 bytes with error: ' +
        '(org.apache.kafka.clients.producer.internals.ErrorLoggingCallback)\n' +
        'org.apache.kafka.common.errors.TimeoutException: Topic nope not present in metadata after 60000 ms.\n',
    ],
    [
      'echo x | kafka-console-producer.sh --topic orders --reader-property parse.key=true',
      1,
      "org.apache.kafka.common.KafkaException: No key separator found on line number 1: 'x'\n",
    ],
  ])('%s', (command, code, text) => {
    type(setting);
    const before = standing();
    expect(type(command)).toBe(text);
    expect(shell.exitCode).toBe(code);
    expect(standing()).toEqual(before);
  });

  it('and too few in-sync replicas', () => {
    type(`${setting}\nkafka-configs.sh --alter --topic orders --add-config min.insync.replicas=3\nstop broker 3`);
    const before = standing();
    expect(type('echo x:y | kafka-console-producer.sh --topic orders')).toMatch(
      /org\.apache\.kafka\.common\.errors\.NotEnoughReplicasException: Messages are rejected since there are fewer in-sync/,
    );
    expect(standing()).toEqual(before);
  });
});

describe('kafka-topics.sh', () => {
  it('takes a regular expression, with or without .sh, a folder and a bootstrap server', () => {
    type(
      'kafka-topics --create --topic a.b\nbin/kafka-topics.sh --create --topic ab --bootstrap-server localhost:9092',
    );
    expect(type('/opt/kafka/bin/kafka-topics.sh --list --topic a.*')).toBe('a.b\nab\n');
    expect(type('kafka-topics.bat --delete --topic a.?b')).toBe('');
    expect(type('kafka-topics.sh --list')).toBe('\n');
  });

  it('warns of names that could collide', () => {
    expect(type('kafka-topics.sh --create --topic my_topic')).toBe(
      "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. " +
        'To avoid issues it is best to use either, but not both.\nCreated topic my_topic.\n',
    );
  });

  it('places replicas as told, and prints settings in the order of a broker', () => {
    type(
      'kafka-topics.sh --create --topic t --replica-assignment 3:1,1:2 --config cleanup.policy=compact --config min.insync.replicas=2',
    );
    expect(type('kafka-topics.sh --describe --topic t').replace(/TopicId: \S+/, 'TopicId: …')).toBe(
      'Topic: t\tTopicId: …\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: min.insync.replicas=2,cleanup.policy=compact\n' +
        '\tTopic: t\tPartition: 0\tLeader: 3\tReplicas: 3,1\tIsr: 3,1\tElr: \tLastKnownElr: \n' +
        '\tTopic: t\tPartition: 1\tLeader: 1\tReplicas: 1,2\tIsr: 1,2\tElr: \tLastKnownElr: \n',
    );
    type('kafka-topics.sh --alter --topic t --partitions 3 --replica-assignment 3:1,1:2,2:3');
    expect(type('kafka-topics.sh --describe --topic t | grep "Partition: 2"')).toMatch(/Replicas: 2,3/);
  });

  it('tells of what is under-replicated, below or at the minimum, or out of reach', () => {
    type('kafka-topics.sh --create --topic t --replica-assignment 1:2 --config min.insync.replicas=2');
    expect(type('kafka-topics.sh --describe --at-min-isr-partitions')).toMatch(/Isr: 1,2/);
    type('crash broker 2\nadvance 10s');
    const line = '\tTopic: t\tPartition: 0\tLeader: 1\tReplicas: 1,2\tIsr: 1\tElr: 2\tLastKnownElr: \n';
    expect(type('kafka-topics.sh --describe --under-replicated-partitions')).toBe(line);
    expect(type('kafka-topics.sh --describe --under-min-isr-partitions')).toBe(line);
    expect(type('kafka-topics.sh --describe --unavailable-partitions')).toBe('');
    type('stop broker 1');
    expect(type('kafka-topics.sh --describe --unavailable-partitions')).toMatch(/Leader: none/);
  });
});

describe('the console producer', () => {
  const header = 'kafka-topics.sh --create --topic t\n';
  const read = 'kafka-console-consumer.sh --topic t --from-beginning 2>/dev/null';

  it('reads lines at a prompt until an empty one', () => {
    type(`${header}kafka-console-producer.sh --topic t`);
    expect(shell.prompt).toBe('>');
    type('hello\nkafka is a name\n# no comment\n');
    expect(shell.prompt).toBe('kafka> ');
    expect(type(read)).toBe('hello\nkafka is a name\n# no comment\n');
  });

  it('reads pasted transcripts with the prompts of a shell and its own', () => {
    type(`${header}$ kafka-console-producer.sh \\\n>   --topic t\n>one\n> two\n>^C\n$ kafka-topics.sh --list\n`);
    expect(type(read)).toBe('one\ntwo\n');
  });

  it('ends at the next of Kafka’s commands', () => {
    expect(type(`${header}kafka-console-producer.sh --topic t\none\nkafka-topics.sh --list`)).toMatch(/\nt\n$/);
    expect(type(read)).toBe('one\n');
  });

  it('ends by Ctrl-C, and keeps what it has sent', () => {
    type(`${header}kafka-console-producer.sh --topic t\none`);
    shell.interrupt();
    expect(shell.isInside).toBe(false);
    expect(type(read)).toBe('one\n');
  });

  it('takes here-documents, here-strings and pipes', () => {
    type(`${header}kafka-console-producer.sh --topic t <<EOF\na\nb\nEOF\nkafka-console-producer.sh --topic t <<< c
seq 2 | kafka-console-producer.sh --topic t && echo -e 'x\\ty' | kafka-console-producer.sh --topic t --property parse.key=true`);
    expect(type(`${read} --formatter-property print.key=true --formatter-property key.separator='->'`)).toBe(
      'null->a\nnull->b\nnull->c\nnull->1\nnull->2\nx->y\n',
    );
  });

  it('leaves a record waiting that an in-sync replica does not fetch', () => {
    type('kafka-topics.sh --create --topic t --replica-assignment 1:2\nstall broker 2');
    expect(type('echo a | kafka-console-producer.sh --topic t')).toMatch(
      /^1 record is on the leader but not acknowledged/,
    );
    expect(type(read)).toBe('');
    expect(type('advance 1m')).toMatch(/ISR changed from b1 b2 to b1[\s\S]*t-0@0 acknowledged to console-producer-1/);
    expect(type(read)).toBe('a\n');
  });
});

describe('the console consumer', () => {
  beforeEach(() => {
    type('kafka-topics.sh --create --topic t\nseq 5 | kafka-console-producer.sh --topic t');
  });

  it('reads only new records without --from-beginning, and says how many', () => {
    expect(type('kafka-console-consumer.sh --topic t')).toBe('Processed a total of 0 messages\n');
    expect(type('kafka-console-consumer.sh --topic t --from-beginning --max-messages 2')).toBe(
      '1\n2\nProcessed a total of 2 messages\n',
    );
  });

  it('begins where its group has committed, --from-beginning or not', () => {
    type('kafka-console-consumer.sh --topic t --group g --from-beginning --max-messages 3');
    expect(type('kafka-console-consumer.sh --topic t --group g --from-beginning 2>/dev/null')).toBe('4\n5\n');
    expect(type('kafka-consumer-groups.sh --describe --group g')).toMatch(/g +t +0 +5 +5 +0 +- +- +-\n/);
  });

  it('commits nothing if told so, and nothing without a group', () => {
    type('kafka-console-consumer.sh --topic t --group g --from-beginning --command-property enable.auto.commit=false');
    expect(type('kafka-console-consumer.sh --topic t --group g --from-beginning | wc -l 2>/dev/null')).toMatch(/5\n$/);
    type('kafka-console-consumer.sh --topic t --from-beginning');
    expect(type('kafka-consumer-groups.sh --list')).toMatch(/^console-consumer-\d+\ng\n$/);
  });

  it('reads one partition from an offset', () => {
    const read = 'kafka-console-consumer.sh --topic t --partition 0 2>/dev/null';
    expect(type(`${read} --offset 3`)).toBe('4\n5\n');
    expect(type(`${read} --offset earliest --max-messages 1`)).toBe('1\n');
    expect(type(`${read} --from-beginning | tail -1`)).toBe('5\n');
    expect(type(read)).toBe('');
    expect(type(`${read} --offset 99`)).toBe('');
  });

  it('waits on the virtual clock', () => {
    const before = shell.session.cluster.nowMs;
    type('kafka-console-consumer.sh --topic t --timeout-ms 60000');
    expect(shell.session.cluster.nowMs - before).toBe(63_000);
  });

  it('prints what the formatter is told to', () => {
    const line = type(
      'kafka-console-consumer.sh --topic t --from-beginning --max-messages 1 --property print.timestamp=true --formatter-property print.epoch=true 2>/dev/null',
    );
    expect(line).toBe('CreateTime:1767225600000\tEpoch:0\t1\n');
  });
});

describe('kafka-consumer-groups.sh', () => {
  beforeEach(() => {
    type(`kafka-topics.sh --create --topic t --partitions 2
seq 3 | kafka-console-producer.sh --topic t
kafka-console-consumer.sh --topic t --group g --from-beginning`);
  });

  const offsets = () =>
    type('kafka-consumer-groups.sh --describe --group g 2>/dev/null | grep " t "').match(/^g +t +\d +\d/gm);

  it('plans first, and moves offsets when told to', () => {
    const before = offsets();
    expect(type('kafka-consumer-groups.sh --reset-offsets --group g --topic t --to-earliest --dry-run')).toBe(
      '\nGROUP           TOPIC           PARTITION  NEW-OFFSET\ng               t               0          0\n' +
        'g               t               1          0\n',
    );
    expect(offsets()).toEqual(before);
    type('kafka-consumer-groups.sh --reset-offsets --group g --all-topics --to-earliest --execute');
    expect(type('kafka-console-consumer.sh --topic t --group g 2>/dev/null')).toBe('1\n2\n3\n');
  });

  it('shifts, keeps within the log, and goes by time', () => {
    const full = /t +(\d) +3/.exec(type('kafka-consumer-groups.sh --describe --group g'))?.[1];
    const reset = (how: string) =>
      type(`kafka-consumer-groups.sh --reset-offsets --group g --topic t:${full} ${how} --export 2>/dev/null`);
    expect(reset('--shift-by -2')).toBe(`"t",${full},1\n\n`);
    expect(reset('--shift-by 7')).toBe(`"t",${full},3\n\n`);
    expect(reset('--to-offset 2')).toBe(`"t",${full},2\n\n`);
    expect(reset('--to-datetime 2026-01-01T00:00:00.000')).toBe(`"t",${full},0\n\n`);
    expect(reset('--by-duration PT1S')).toMatch(
      new RegExp(`empty. Falling back to latest known offset.\n"t",${full},3\n`),
    );
  });

  it('deletes a group without members, and what it committed for a topic', () => {
    expect(type('kafka-consumer-groups.sh --delete-offsets --group g --topic t')).toBe(
      'Request succeeded for deleting offsets from group g.\n\nTOPIC           PARTITION  STATUS         \n' +
        't               0          Successful     \nt               1          Successful     \n',
    );
    expect(type('kafka-consumer-groups.sh --delete --group g')).toBe(
      "Deletion of requested consumer groups ('g') was successful.\n",
    );
    expect(type('kafka-consumer-groups.sh --list')).toBe('');
  });
});

describe('kafka-configs.sh and kafka-leader-election.sh', () => {
  it('set a topic’s settings and take them back', () => {
    type('kafka-topics.sh --create --topic t');
    expect(
      type(
        'kafka-configs.sh --alter --entity-type topics --entity-name t --add-config cleanup.policy=[compact,delete],retention.ms=5',
      ),
    ).toBe('Completed updating config for topic t.\n');
    expect(type('kafka-configs.sh --describe --topic t')).toBe(
      'Dynamic configs for topic t are:\n' +
        '  cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete, DEFAULT_CONFIG:log.cleanup.policy=delete}\n' +
        '  retention.ms=5 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5, DEFAULT_CONFIG:log.retention.hours=168}\n',
    );
    type('kafka-configs.sh --alter --topic t --delete-config retention.ms,cleanup.policy');
    expect(type('kafka-configs.sh --describe --topic t')).toBe('Dynamic configs for topic t are:\n');
  });

  it('give preferred leaders their leadership back, and elect uncleanly', () => {
    type('kafka-topics.sh --create --topic t --replica-assignment 1:2\nstop broker 1\nstart broker 1\nadvance 1s');
    expect(type('kafka-leader-election.sh --election-type preferred --all-topic-partitions')).toBe(
      'Successfully completed leader election (PREFERRED) for partitions t-0\n',
    );
    expect(type('kafka-leader-election.sh --election-type PREFERRED --topic t --partition 0')).toBe(
      'Valid replica already elected for partitions t-0\n',
    );
  });
});
