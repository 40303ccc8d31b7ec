import { KafkaError } from '#kafka';
import type { Command, Context, Conversation } from '../command.ts';
import { helpOf } from '../help-of.ts';
import { type Flag, OptionError, Options } from './options.ts';
import { ToolError } from './tool-error.ts';

/** The version of Kafka whose tools these are. */
const VERSION = '4.3.0';

/** One of Kafka's tools. */
export interface Tool<Name extends string> extends Omit<Command, 'run' | 'flags'> {
  readonly flags: readonly Flag<Name>[];
  /** Checks the command line; throws an OptionError. */
  readonly check: (options: Options<Name>) => void;
  /** Does the work. Throws a ToolError, an OptionError or a KafkaError. */
  readonly work: (options: Options<Name>, context: Context) => number | Conversation;
  /** Says what went wrong in the work as this tool says it, and answers the exit code. */
  readonly failed: (message: string, context: Context) => number;
}

/** Makes a command of a tool: help, version, a command line that is wrong, and a cluster that nobody can reach. */
export function commandOf<Name extends string>(tool: Tool<Name>): Command {
  const { check, work, failed, ...command } = tool;
  const run = (context: Context): number | Conversation => {
    const options = read(tool, context);
    if (typeof options === 'number') return options;
    try {
      const isDown = [...context.session.cluster.brokers.values()].every((state) => state === 'down');
      if (isDown) throw new ToolError('Timed out waiting for a node assignment.');
      return work(options, context);
    } catch (error) {
      if (!isExpected(error)) throw error;
      return failed(error.message, context);
    }
  };
  return { ...command, run };
}

function read<Name extends string>(tool: Tool<Name>, { args, out, err, canvas }: Context): Options<Name> | number {
  try {
    const options = new Options(tool.flags, args);
    if (args.length === 0 || options.has('help')) {
      out(helpOf(tool, canvas.width));
      return args.length === 0 ? 1 : 0;
    }
    if (options.has('version')) {
      out(`${VERSION}\n`);
      return 0;
    }
    tool.check(options);
    return options;
  } catch (error) {
    if (!isExpected(error)) throw error;
    err(`${error.message}\nIts flags: help ${tool.name}\n`);
    return 1;
  }
}

function isExpected(error: unknown): error is Error {
  return error instanceof OptionError || error instanceof ToolError || error instanceof KafkaError;
}
