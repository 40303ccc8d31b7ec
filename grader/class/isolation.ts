import { networkInterfaces } from 'node:os';
import { UsageError } from '../course.ts';
import { anotherUser } from '../sandbox/another-user.ts';
import { bubblewrap } from '../sandbox/bubblewrap.ts';

/** How strangers' code is kept from the machine, from the strictest to the least strict. */
export const isolationKinds = ['bubblewrap', 'another-user', 'process'] as const;

export type IsolationKind = (typeof isolationKinds)[number];

/** What this machine can do for us, and what it was found to leave open. */
export interface Isolation {
  readonly kind: IsolationKind;
  /** Whether the grader's own machine or container has a network at all. */
  readonly network: 'none' | 'there is one';
  /** Words in front of the sandbox's command. */
  readonly wrap?: readonly string[] | undefined;
}

/**
 * The strictest isolation that works here, each tried out first. Throws UsageError when it is less strict than `required`: a
 * class is never graded less strictly than it was asked for.
 */
export function strictestIsolation(required?: string): Isolation {
  const isKind = (text: string): text is IsolationKind => (isolationKinds as readonly string[]).includes(text);
  if (required !== undefined && !isKind(required))
    throw new UsageError(`--require takes one of these: ${isolationKinds.join(', ')}; "${required}" is none.`);
  const found = find();
  if (required !== undefined && isolationKinds.indexOf(found.kind) > isolationKinds.indexOf(required)) {
    throw new UsageError(
      `--require ${required}: the strictest isolation that works here is "${found.kind}". ${advice[required]} Nothing was graded.`,
    );
  }
  return found;
}

function find(): Isolation {
  const isAlone = Object.values(networkInterfaces()).every((addresses) => addresses?.every(({ internal }) => internal));
  const network = isAlone ? 'none' : 'there is one';
  const wrapped = bubblewrap();
  if (wrapped !== null) return { kind: 'bubblewrap', network, wrap: wrapped };
  const other = anotherUser();
  if (other !== null) return { kind: 'another-user', network, wrap: other };
  return { kind: 'process', network };
}

const advice: Readonly<Record<IsolationKind, string>> = {
  bubblewrap:
    'Install it (on Debian and Ubuntu: apt install bubblewrap) and let it make user namespaces, or use the Dockerfile.',
  'another-user': 'Start the grader as root in a container of its own, as the Dockerfile does.',
  process: '',
};

/** The isolation in two sentences: what it was, and what it does not stop. */
export function tellIsolation({ kind, network }: Pick<Isolation, 'kind' | 'network'>): string {
  const open = network === 'none' ? '' : ' open network connections,';
  switch (kind) {
    case 'bubblewrap':
      return 'Submissions ran in bubblewrap: a realm with nothing in it, in a Node process without permissions, without network, without files, without other processes. What this does not stop is a fault in the kernel itself.';
    case 'another-user':
      return `Submissions ran in a Node process without permissions, as a user who owns nothing. Code that broke out of its realm could still${open} read what everybody on this machine may read, and use its processor and memory.`;
    case 'process':
      return `Submissions ran in a Node process without permissions, as the same user as the grader. Node calls that a seat belt: code that broke out of its realm could still${open} and send signals to this user's processes. Where submissions are strangers', use bubblewrap or the Dockerfile.`;
  }
}
