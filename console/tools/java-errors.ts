/** An error as Kafka's clients show it. */
export interface JavaError {
  readonly className: string;
  readonly message: string;
}

const errors: Readonly<Record<string, readonly [className: string, message: string]>> = {
  ELECTION_NOT_NEEDED: ['ElectionNotNeededException', 'Leader election not needed for topic partition.'],
  ELIGIBLE_LEADERS_NOT_AVAILABLE: [
    'EligibleLeadersNotAvailableException',
    'Eligible topic partition leaders are not available.',
  ],
  GROUP_ID_NOT_FOUND: ['GroupIdNotFoundException', 'The group id does not exist.'],
  GROUP_SUBSCRIBED_TO_TOPIC: [
    'GroupSubscribedToTopicException',
    'Deleting offsets of a topic is forbidden while the consumer group is actively subscribed to it.',
  ],
  INVALID_TIMESTAMP: ['InvalidTimestampException', 'The timestamp of the message is out of acceptable range.'],
  LEADER_NOT_AVAILABLE: [
    'LeaderNotAvailableException',
    'There is no leader for this topic-partition as we are in the middle of a leadership election.',
  ],
  MESSAGE_TOO_LARGE: [
    'RecordTooLargeException',
    'The request included a message larger than the max message size the server will accept.',
  ],
  NETWORK_EXCEPTION: ['NetworkException', 'The server disconnected before a response was received.'],
  NON_EMPTY_GROUP: ['GroupNotEmptyException', 'The group is not empty.'],
  NOT_ENOUGH_REPLICAS: [
    'NotEnoughReplicasException',
    'Messages are rejected since there are fewer in-sync replicas than required.',
  ],
  PREFERRED_LEADER_NOT_AVAILABLE: ['PreferredLeaderNotAvailableException', 'The preferred leader was not available.'],
  RECORD_LIST_TOO_LARGE: [
    'RecordBatchTooLargeException',
    'The request included message batch larger than the configured segment size on the server.',
  ],
  REQUEST_TIMED_OUT: ['TimeoutException', 'The request timed out.'],
  UNKNOWN_TOPIC_OR_PARTITION: ['UnknownTopicOrPartitionException', 'This server does not host this topic-partition.'],
};

/** Kafka's exception for an error code, with its standard message; where there is none, with the model's sentence. */
export function javaError(code: string, message: string): JavaError {
  const [className, standard] = errors[code] ?? [`${camelCase(code)}Exception`, message];
  return { className: `org.apache.kafka.common.errors.${className}`, message: standard };
}

/** As Java prints an exception: its class and its message. */
export function showError({ className, message }: JavaError): string {
  return `${className}: ${message}`;
}

function camelCase(code: string): string {
  return code
    .toLowerCase()
    .replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/Exception$/, '');
}
