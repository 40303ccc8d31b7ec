import { type Cluster, describeSettings, topicConfigEntries } from '#kafka';
import type { Context } from '../command.ts';
import { type Flag, OptionError, type Options } from './options.ts';
import { commandOf } from './run-tool.ts';
import { ToolError } from './tool-error.ts';

const flags = [
  { name: 'describe', doc: 'shows settings' },
  { name: 'alter', doc: 'sets settings, or takes them back' },
  { name: 'entity-type', value: 'type', doc: 'topics or brokers' },
  { name: 'entity-name', value: 'name', doc: 'which topic or broker; all without it' },
  { name: 'topic', value: 'name', doc: 'short for --entity-type topics --entity-name' },
  { name: 'broker', value: 'id', doc: 'short for --entity-type brokers --entity-name' },
  { name: 'entity-default', doc: 'the defaults of all brokers' },
  { name: 'broker-defaults', doc: 'the same' },
  { name: 'all', doc: 'with --describe: the defaults too' },
  { name: 'add-config', value: 'name=value,...', doc: 'what to set; a value with commas stands in [ ]' },
  { name: 'delete-config', value: 'name,...', doc: 'what to take back' },
  { name: 'force', doc: 'accepted, and of no consequence' },
] as const satisfies readonly Flag[];

type ConfigsOptions = Options<(typeof flags)[number]['name']>;

/** `kafka-configs.sh` (ConfigCommand), for topics and brokers. */
export const kafkaConfigs = commandOf({
  name: 'kafka-configs',
  summary: 'shows and alters the settings of topics, and shows those of brokers',
  usage: [
    'kafka-configs.sh --describe --entity-type topics --entity-name orders [--all]',
    'kafka-configs.sh --alter --entity-type topics --entity-name orders --add-config retention.ms=60000',
    'kafka-configs.sh --alter --entity-type topics --entity-name orders --delete-config retention.ms',
  ],
  flags,
  check,
  work,
  failed: (message, { err }) => {
    err(`${message}\n`);
    return 1;
  },
});

const otherTypes = ['clients', 'users', 'ips', 'broker-loggers', 'client-metrics', 'groups'];

function check(options: ConfigsOptions): void {
  if (options.has('alter') === options.has('describe')) {
    throw new OptionError('Command must include exactly one action: --describe, --alter');
  }
  options.forbid('describe', 'add-config', 'delete-config');
  const { type, name } = entityOf(options);
  if (type === undefined) throw new OptionError('At least one entity type must be specified');
  if (otherTypes.includes(type))
    throw new OptionError(`This console knows the settings of topics and brokers, not of ${type}.`);
  if (type !== 'topics' && type !== 'brokers') {
    const allowed = ['topics', 'brokers', ...otherTypes].join(', ');
    throw new OptionError(
      `Invalid entity type ${type}, the entity type must be one of ${allowed} with a --bootstrap-server or --bootstrap-controller argument`,
    );
  }
  if (type === 'brokers' && name !== undefined && name !== '' && !/^\d+$/.test(name)) {
    throw new OptionError(`The entity name for brokers must be a valid integer broker id, but it is: ${name}`);
  }
  if (options.has('alter')) checkAlter(options, type, name);
}

function checkAlter(options: ConfigsOptions, type: string, name: string | undefined): void {
  if (name === undefined && type === 'topics')
    throw new OptionError('An entity name must be specified with --alter of topics');
  if (name === undefined) {
    throw new OptionError(
      'An entity-name or default entity must be specified with --alter of users, clients, brokers or ips',
    );
  }
  if (options.has('add-config') || options.has('delete-config')) return;
  throw new OptionError(
    'At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter',
  );
}

/** What is meant: `name` is undefined for all of a type, and empty for the defaults of all brokers. */
function entityOf(options: ConfigsOptions): { type: string | undefined; name: string | undefined } {
  const isDefault = options.has('entity-default') || options.has('broker-defaults');
  const isShort = options.has('topic') || options.has('broker') || options.has('broker-defaults');
  if (isShort && (options.has('entity-type') || options.has('entity-name') || options.has('entity-default'))) {
    throw new OptionError('--entity-{type,name,default} should not be used in conjunction with specific entity flags');
  }
  if (options.has('topic')) return { type: 'topics', name: options.text('topic') };
  if (options.has('broker')) return { type: 'brokers', name: options.text('broker') };
  const type = options.has('broker-defaults') ? 'brokers' : options.text('entity-type');
  return { type, name: isDefault ? '' : options.text('entity-name') };
}

function work(options: ConfigsOptions, context: Context): number {
  const { type, name } = entityOf(options);
  if (options.has('alter')) return alter(options, name ?? '', type === 'topics', context);
  context.out(
    type === 'topics'
      ? describeTopics(options, name, context.session.cluster)
      : describeBrokers(options, name, context.session.cluster),
  );
  return 0;
}

function alter(options: ConfigsOptions, name: string, isTopic: boolean, { session, out }: Context): number {
  if (!isTopic) throw new ToolError('The brokers of this console keep the settings they started with.');
  const { cluster } = session;
  const topic = cluster.controller.topics.get(name);
  const removed = options.all('delete-config').flatMap((list) => list.split(',').map((each) => each.trim()));
  const added = configsIn(options.text('add-config'));
  if (topic === undefined) {
    throw new ToolError(
      `Error while executing config command\norg.apache.kafka.common.errors.UnknownTopicOrPartitionException: The topic '${name}' does not exist.`,
    );
  }
  const unknown = removed.filter((config) => topic.configs[config] === undefined);
  if (unknown.length > 0) throw new ToolError(`Invalid config(s): ${unknown}`);
  cluster.alterConfigs(name, { ...added, ...Object.fromEntries(removed.map((config) => [config, null])) });
  out(`Completed updating config for topic ${name}.\n`);
  return 0;
}

/** `k1=v1,k2=[v1,v2]`: commas in brackets do not separate. */
function configsIn(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  const pairs = text.split(/,(?=[^\]]*(?:\[|$))/).map((pair) => pair.split(/\s*=\s*(?=[^\]]*(?:\[|$))/));
  if (!pairs.every((pair) => pair.length === 2)) {
    throw new ToolError(
      'requirement failed: Invalid entity config: all configs to be added must be in the format "key=val".',
    );
  }
  const configs = pairs.map(([name = '', value = '']) => [name.trim(), value.replace(/[[\]]/g, '').trim()] as const);
  const odd = configs.find(([name]) => !/^[a-zA-Z0-9._-]*$/.test(name));
  if (odd !== undefined) throw new ToolError(`Invalid character found for config key: ${odd[0]}`);
  return Object.fromEntries(configs);
}

function describeTopics(options: ConfigsOptions, name: string | undefined, { controller }: Cluster): string {
  const all = options.has('all');
  if (name !== undefined && !controller.topics.has(name)) {
    if (!all) return `The topic '${name}' doesn't exist and doesn't have dynamic config.\n`;
    throw new ToolError(
      `Error while executing config command\norg.apache.kafka.common.errors.UnknownTopicOrPartitionException: The topic '${name}' does not exist.`,
    );
  }
  const names = name === undefined ? [...controller.topics.keys()].toSorted() : [name];
  return names
    .map((topic) => {
      const entries = topicConfigEntries(controller.topic(topic).configs, { all }).map(({ name, value, synonyms }) => {
        const sources = synonyms.map((each) => `${each.source}:${each.name}=${each.value}`).join(', ');
        return `  ${name}=${value} sensitive=false synonyms={${sources}}\n`;
      });
      return `${all ? 'All' : 'Dynamic'} configs for topic ${topic} are:\n${entries.join('')}`;
    })
    .join('');
}

/** Brokers have no settings that were altered while they ran. */
function describeBrokers(options: ConfigsOptions, name: string | undefined, cluster: Cluster): string {
  const all = options.has('all');
  if (name !== undefined && name !== '' && !cluster.brokers.has(Number(name))) {
    return `The broker '${name}' doesn't exist and doesn't have dynamic config.\n`;
  }
  const names = name === undefined ? [...cluster.brokers.keys(), ''] : [name];
  const values: Readonly<Record<string, unknown>> = cluster.settings;
  const settings = describeSettings('broker').map(({ name: setting, default: standard }) => {
    const value = String(values[setting]);
    const source =
      value === standard
        ? `DEFAULT_CONFIG:${setting}=${standard}`
        : `STATIC_BROKER_CONFIG:${setting}=${value}, DEFAULT_CONFIG:${setting}=${standard}`;
    return `  ${setting}=${value} sensitive=false synonyms={${source}}\n`;
  });
  return names
    .map((broker) => {
      if (broker === '') return 'Default configs for brokers in the cluster are:\n';
      return `${all ? 'All' : 'Dynamic'} configs for broker ${broker} are:\n${all ? settings.join('') : ''}`;
    })
    .join('');
}
