declare module 'course:exercises' {
  /** Every exercise of the course in the order of its folders. */
  const exercises: readonly {
    /** The folder's name, such as `02-partition-assignment`. */
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    /** What a student can do afterwards, each starting with a verb. */
    readonly teaches: readonly string[];
    /** The files in its folder that are the course's own, with `/` and sorted: see own-files.mjs. */
    readonly own: readonly string[];
    readonly checks: () => Promise<readonly import('#check').Part[]>;
    readonly misconceptions: () => Promise<import('#check').Misconceptions>;
    /** Stories that the model can play, by the name of what a student was asked: `answers.offsets`. Most exercises have none. */
    readonly witnesses?: () => Promise<
      readonly {
        readonly id: string;
        readonly sentence: string;
        readonly points: string;
        readonly stage: import('#kafka').Stage;
        readonly steps: readonly import('#kafka').Step[];
      }[]
    >;
  }[];
  export default exercises;
}

declare module 'course:quiz' {
  /** Every bank of questions, read and checked. */
  const course: import('../quiz/bank/bank.ts').Course;
  export default course;
}

declare module 'course:scenarios' {
  /** Every scenario of the course, by name. */
  const scenarios: Readonly<Record<string, import('../console/session.ts').Scenario>>;
  export default scenarios;
}

declare module '*?process' {
  /** Where the script lies that a child process runs. */
  const path: string;
  export default path;
}
