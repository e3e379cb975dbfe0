import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeEnvironment } from '../report/environment.ts';
import type { BenchEnvironment } from './report.ts';

const packages = [
  '@aws-sdk/client-sqs',
  '@smithy/core',
  '@aws-lambda-powertools/logger',
  'aws-xray-sdk-core',
  'esbuild',
] as const;

const modules = join(import.meta.dirname, '../../node_modules');

export async function describeBenchEnvironment(): Promise<BenchEnvironment> {
  const { commit, hasLocalChanges, machine, operatingSystem, node } = describeEnvironment();
  const versions = await Promise.all(packages.map(versionOf));
  return {
    commit,
    hasLocalChanges,
    machine,
    operatingSystem,
    node,
    packages: Object.fromEntries(versions),
  };
}

async function versionOf(name: string): Promise<[string, string]> {
  const { version } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
  return [name, String(version)];
}
