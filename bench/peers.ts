import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const VERSIONS = { '@platformatic/kafka': '1.35.0', kafkajs: '2.2.4' };

/** The clients we measure ourselves against; a module is named as in `kafkajs/src/…`, also where its package hides it. */
export interface Peers {
  /** Loads a CommonJS module. */
  readonly require: (module: string) => unknown;
  /** Loads an ES module. */
  readonly import: (module: string) => Promise<unknown>;
}

/** The peers could not be installed. */
export class PeersError extends Error {
  override readonly name = 'PeersError';
}

/** Installs the peers into a folder of the machine's own temporary folder, unless an earlier run did. */
export function installPeers(): Peers {
  const folder = join(tmpdir(), 'kafka-fundamentals-bench');
  const manifest = JSON.stringify({ private: true, dependencies: VERSIONS });
  if (!isInstalled(folder, manifest)) install(folder, manifest);
  const load = createRequire(join(folder, 'package.json'));
  return {
    require: (module) => load(join(folder, 'node_modules', module)),
    import: (module) => import(pathToFileURL(join(folder, 'node_modules', module)).href),
  };
}

function isInstalled(folder: string, manifest: string): boolean {
  try {
    return readFileSync(join(folder, 'installed.json'), 'utf8') === manifest;
  } catch {
    return false;
  }
}

function install(folder: string, manifest: string): void {
  const { npm_execpath: npm } = process.env;
  if (npm === undefined)
    throw new PeersError('Start it as npm run bench: it needs npm to install what it measures against.');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  console.log(`Installing ${Object.keys(VERSIONS).join(' and ')} into ${folder}`);
  try {
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    execFileSync(process.execPath, [npm, 'install', ...options], { cwd: folder, stdio: 'pipe' });
  } catch (error) {
    throw new PeersError(`npm install failed in ${folder}: ${error instanceof Error ? error.message : error}`);
  }
  writeFileSync(join(folder, 'installed.json'), manifest);
}
