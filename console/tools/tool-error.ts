/** What one of Kafka's tools has to say about a request that it cannot carry out. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}
