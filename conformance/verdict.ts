/** What became of one vector. `skipped` is for what the model does not promise, with the reason; never for a disagreement. */
export type Verdict =
  | { readonly verdict: 'passed' }
  | { readonly verdict: 'failed'; readonly message: string }
  | { readonly verdict: 'skipped'; readonly because: string };

/** Compares one vector (parsed JSON, in the format its file describes) with the model. A throw counts as a failure. */
export type Judge = (vector: never, file: VectorFile) => Verdict;

/** A file of vectors: Kafka's answers, and how they were obtained. */
export interface VectorFile {
  readonly source: string;
  readonly description: string;
  readonly format: unknown;
  readonly count: number;
  readonly vectors: readonly unknown[];
}
