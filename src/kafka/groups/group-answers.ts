import type { ClassicGroup, ClassicMember } from './classic-group.ts';
import type { Asker, GroupAnswer, GroupErrorCode } from './group-messages.ts';

/** The answers a coordinator has ready, in the order they became ready. */
export class GroupAnswers {
  readonly #group: Readonly<ClassicGroup>;
  #ready: GroupAnswer[] = [];

  constructor(group: Readonly<ClassicGroup>) {
    this.#group = group;
  }

  /** Takes them all out. */
  take(): readonly GroupAnswer[] {
    const answers = this.#ready;
    this.#ready = [];
    return answers;
  }

  done(to: string, api: 'heartbeat' | 'leave', error: GroupErrorCode | null): void {
    this.#ready.push({ to, api, ...(error !== null && { error }) });
  }

  joinRefused({ client, memberId }: Asker, error: GroupErrorCode): void {
    this.#ready.push({ to: client, api: 'join', error, memberId });
  }

  /** Answers a waiting join with the current generation; its leader hears of everybody. */
  joined(member: ClassicMember, skipAssignment = false): void {
    if (member.awaitingJoin === null) return;
    const { generation, leader, protocol } = this.#group;
    this.#ready.push({
      to: member.awaitingJoin,
      api: 'join',
      memberId: member.memberId,
      generation,
      leader: leader!,
      protocol: protocol!,
      ...(leader === member.memberId && { members: this.#group.joinedMembers() }),
      ...(skipAssignment && { skipAssignment }),
    });
    member.awaitingJoin = null;
  }

  syncRefused(to: string, error: GroupErrorCode): void {
    this.#ready.push({ to, api: 'sync', error });
  }

  synced(to: string, assignment: string): void {
    this.#ready.push({ to, api: 'sync', assignment });
  }

  /** A member that is taken out of the group while its join waits is to join anew. */
  removed({ awaitingJoin }: ClassicMember): void {
    if (awaitingJoin !== null) this.joinRefused({ client: awaitingJoin, memberId: '' }, 'UNKNOWN_MEMBER_ID');
  }

  /** A process whose instance id another one has taken over hears so whatever it waits for. */
  fenced({ awaitingJoin, awaitingSync, memberId }: ClassicMember): void {
    if (awaitingJoin !== null) this.joinRefused({ client: awaitingJoin, memberId }, 'FENCED_INSTANCE_ID');
    if (awaitingSync !== null) this.syncRefused(awaitingSync, 'FENCED_INSTANCE_ID');
  }
}
