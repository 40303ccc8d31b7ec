/** Stands in an answer where the student's code gave something that is no plain data, such as a function or a symbol. */
export class NoData {
  /** What stood there, with its article: `a function`. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}
