import {
  describeMembers,
  describeOffsets,
  describeState,
  type GroupDescription,
  listGroups,
  type Printed,
} from '../print/groups.ts';
import { type Flag, OptionError, type Options } from './options.ts';
import { ToolError } from './tool-error.ts';

const withDescribe = { onlyWith: ['describe'] } as const;

/** The flags of kafka-consumer-groups.sh. */
export const groupsFlags = [
  { name: 'list', doc: 'names all groups' },
  { name: 'describe', doc: 'shows what a group has read, and how far it is behind' },
  { name: 'reset-offsets', doc: 'moves the committed offsets of a group without members' },
  { name: 'delete', doc: 'removes groups without members, and what they committed' },
  { name: 'delete-offsets', doc: 'forgets what a group committed for a topic' },
  { name: 'group', value: 'id', doc: 'which group; may be repeated' },
  { name: 'all-groups', doc: 'every group' },
  { name: 'members', ...withDescribe, doc: 'with --describe: who is in the group' },
  { name: 'offsets', ...withDescribe, doc: 'with --describe: offsets and lag, as without it' },
  {
    name: 'state',
    value: 'states',
    isOptional: true,
    onlyWith: ['describe', 'list'],
    doc: 'with --describe: how the group is doing; with --list: states too, or only groups in these',
  },
  { name: 'type', value: 'types', isOptional: true, onlyWith: ['list'], doc: 'with --list: types too, or only these' },
  { name: 'verbose', ...withDescribe, doc: 'with --describe: more columns' },
  { name: 'topic', value: 'topic:0,1', doc: 'whose offsets; all partitions unless some are named; may be repeated' },
  { name: 'all-topics', doc: 'every topic the group has committed for' },
  { name: 'dry-run', doc: 'with --reset-offsets: only says what would be (the default)' },
  { name: 'execute', doc: 'with --reset-offsets: does it' },
  { name: 'export', doc: 'with --reset-offsets: prints the plan as CSV' },
  { name: 'to-earliest', doc: 'to the first record there is' },
  { name: 'to-latest', doc: 'to the end of the log' },
  { name: 'to-current', doc: 'to where it is, or the end of the log' },
  { name: 'to-offset', value: 'offset', doc: 'to that offset' },
  { name: 'shift-by', value: 'number', doc: 'so many offsets on, or back if negative' },
  { name: 'to-datetime', value: 'YYYY-MM-DDTHH:mm:SS.sss', doc: 'to the first record from then on' },
  { name: 'by-duration', value: 'PnDTnHnMnS', doc: 'to the first record of the last so much time' },
  { name: 'from-file', value: 'file', doc: 'to the offsets in a CSV file; not in this console' },
  { name: 'timeout', value: 'ms', doc: 'accepted, and of no consequence' },
] as const satisfies readonly Flag[];

/** The command line of kafka-consumer-groups.sh. */
export type GroupsOptions = Options<(typeof groupsFlags)[number]['name']>;

/** The groups of a cluster, as far as one asks; `describe` knows nothing of a group that is not there. */
export interface GroupsView {
  readonly names: readonly string[];
  readonly describe: (group: string) => GroupDescription | undefined;
}

/** What kafka-consumer-groups.sh prints for `--list` or `--describe`. Throws a ToolError or an OptionError. */
export function reportGroups(options: GroupsOptions, view: GroupsView): readonly Printed[] {
  if (options.has('list')) return [{ to: 'out', text: list(options, view) }];
  const names = options.has('all-groups') ? view.names : [...new Set(options.all('group'))];
  const groups = names.toSorted().map((name) => existing(view, name));
  const verbose = options.has('verbose');
  if (options.has('members')) return groups.flatMap((group) => describeMembers(group, { verbose }));
  if (options.has('state')) return groups.flatMap((group) => describeState(group, { verbose }));
  return groups.flatMap((group) => describeOffsets(group, { verbose }));
}

function existing({ describe }: GroupsView, name: string): GroupDescription {
  const group = describe(name);
  if (group !== undefined) return group;
  throw new ToolError(`org.apache.kafka.common.errors.GroupIdNotFoundException: Group ${name} not found.`);
}

function list(options: GroupsOptions, { names, describe }: GroupsView): string {
  const states = chosen(options, 'state', validStates);
  const types = chosen(options, 'type', validTypes);
  const groups = names
    .map(describe)
    .filter((group) => group !== undefined)
    .filter(({ state, type }) => (states?.includes(state) ?? true) && (types?.includes(type) ?? true));
  return listGroups(groups, { withState: options.has('state'), withType: options.has('type') });
}

const validStates = [
  'Dead',
  'CompletingRebalance',
  'Empty',
  'Stable',
  'Assigning',
  'Reconciling',
  'PreparingRebalance',
];
const validTypes = ['Consumer', 'Classic'];

/** The words of a list such as `stable,empty`, as Kafka spells them. */
function chosen(options: GroupsOptions, name: 'state' | 'type', valid: readonly string[]): string[] | undefined {
  const text = options.text(name);
  if (text === undefined || text === '') return undefined;
  const spelled = text.split(',').map((word) => {
    const bare = word.trim().toLowerCase().replaceAll('_', '');
    return valid.find((each) => each.toLowerCase() === bare);
  });
  const known = spelled.filter((word) => word !== undefined);
  if (known.length === spelled.length) return known;
  const [kind, kinds] = name === 'state' ? ['state', 'states'] : ['types', 'types'];
  throw new OptionError(`Invalid ${kind} list '${text}'. Valid ${kinds} are: ${valid.join(', ')}`);
}
