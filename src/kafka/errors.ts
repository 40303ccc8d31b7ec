/**
 * An error with the name Kafka gives it, such as `UNKNOWN_TOPIC_OR_PARTITION` (org.apache.kafka.common.protocol.Errors).
 * The message is one sentence a student can act on.
 */
export class KafkaError extends Error {
  /** Kafka's own error name, in capitals. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'KafkaError';
    this.code = code;
  }
}
