import type { Block, Inline } from '../page/block.ts';
import type { MarkdownNode } from './markdown.ts';
import type { FrontMatter, Settings } from './schema.ts';
import type { Place, SourceFile } from './source-file.ts';
import type { YamlPart } from './yaml.ts';

/** An answer as it stands in the file. */
export interface DraftAnswer {
  readonly right: boolean;
  readonly text: readonly Inline[];
  readonly feedback: readonly Block[];
  readonly misconception: string | undefined;
  /** The answer's words without marker. */
  readonly at: Place;
  readonly from: number;
  readonly to: number;
}

/** A step of an order as it stands in the file. */
export interface DraftStep {
  readonly text: readonly Inline[];
  readonly at: Place;
}

/** A `### ` section under a question. */
export interface DraftSection {
  readonly name: string;
  readonly at: Place;
  readonly blocks: readonly Block[];
}

/** A question that has been read but not judged; what could not be read is absent. */
export interface DraftQuestion {
  readonly file: SourceFile;
  readonly title: readonly Inline[];
  readonly at: Place;
  readonly from: number;
  readonly to: number;
  readonly settings: Settings | undefined;
  readonly yaml: YamlPart | undefined;
  readonly body: readonly MarkdownNode[];
  readonly answers: readonly DraftAnswer[];
  readonly steps: readonly DraftStep[];
  readonly sections: readonly DraftSection[];
  /** Every block under the heading, for rules about form. */
  readonly nodes: readonly MarkdownNode[];
}

/** A bank that has been read but not judged. */
export interface DraftBank {
  readonly file: SourceFile;
  readonly front: FrontMatter | undefined;
  readonly frontYaml: YamlPart | undefined;
  readonly questions: readonly DraftQuestion[];
}
