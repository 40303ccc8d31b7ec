import { frozen } from '#check';
import { isOutOfMemory, type Reply, readReply } from './answers.ts';
import { Conversation, type ConversationOptions, Gone } from './conversation.ts';
import { limits } from './limits.ts';
import type { LoadMessage } from './messages.ts';

/**
 * Holds a conversation with one contained process after another: when one has ended, the next is started, and the program that is
 * asked something is loaded again first. Questions are answered in the order asked, so nobody waits for that.
 */
export class Host {
  readonly #options: ConversationOptions;
  #conversation: Conversation;
  #loaded: LoadMessage | null = null;
  #loadCount = 0;
  #isClosed = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#conversation = new Conversation(options);
  }

  /** Puts a program into a fresh realm; the realm before it is gone. Rejects with `Gone` when the process ended over it. */
  load(message: LoadMessage): Promise<Reply> {
    const conversation = this.#open();
    this.#loaded = message;
    this.#loadCount++;
    return this.#hear(conversation, JSON.stringify(message));
  }

  /** Asks a program that was loaded before; rejects with `Gone` when there will be no answer. */
  ask(line: string, program: LoadMessage): Promise<Reply> {
    const conversation = this.#open();
    if (this.#loaded !== program) this.load(program).catch(() => {});
    return this.#hear(conversation, line);
  }

  /** Ends the process that is being asked, with no fault of any open question; the next question goes to a new one. */
  giveUp(): void {
    this.#conversation.end();
  }

  /** Ends the process for good. */
  close(): void {
    this.#isClosed = true;
    this.#conversation.end();
  }

  async #hear(conversation: Conversation, line: string): Promise<Reply> {
    const isUsed = this.#loadCount > 1;
    try {
      const reply = read(await conversation.ask(line));
      // What filled the memory may still be there, and the next question is not to suffer for it.
      const isFull = reply?.is === 'threw' && isOutOfMemory(reply.error);
      if (reply !== null && !isFull) return reply;
      conversation.end();
      throw new Gone(isFull ? 'memory' : 'left', true);
    } catch (error) {
      // An earlier program may have left the memory half full; only a process of its own says whose fault it is.
      if (error instanceof Gone && isUsed && error.cause !== 'timeout') throw new Gone(error.cause, false);
      throw error;
    }
  }

  #open(): Conversation {
    if (this.#isClosed) throw new Error('the sandbox is closed');
    if (this.#conversation.isIdle && this.#loadCount >= limits.programsPerChild) this.#conversation.end();
    if (!this.#conversation.isOpen) {
      this.#conversation = new Conversation(this.#options);
      this.#loaded = null;
      this.#loadCount = 0;
    }
    return this.#conversation;
  }
}

/** Short answers that were read before. Students give the same ones again and again: what is made of one then holds for the next. */
const known = new Map<string, Reply>();
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 1_000;

/** A line that the child's own code would not write is no answer. */
function read(line: string): Reply | null {
  const reply = known.get(line) ?? readAnew(line);
  if (reply?.is !== 'returned' || line.length > LONGEST_KNOWN || line.includes('"$"')) return reply;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(line, frozen(reply));
  return reply;
}

function readAnew(line: string): Reply | null {
  try {
    return readReply(line);
  } catch {
    return null;
  }
}
