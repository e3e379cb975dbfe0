import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClients } from '../client/stage/clients.ts';
import { embeddedStageOf } from '../client/stage/stage.ts';
import { buildWorker } from '../loadtest/worker/build-worker.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { describeStack } from '../local/describe-stack.ts';
import { compileCache } from './factories/compile-cache.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const artillery = dirname(createRequire(import.meta.url).resolve('artillery/package.json'));
const modules = join(import.meta.dirname, '../node_modules');
let folder: string;
let stack: EmbeddedStack;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-worker-'));
  stack = await startFixtureStack();
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Uploaded {
  readonly files: readonly { readonly orig: string; readonly noPrefixPosix: string }[];
  readonly modules: readonly string[];
}

/** What Artillery would upload to AWS for its workers, and install there. */
async function uploadedWith(scenario: string): Promise<Uploaded> {
  const file = join(artillery, 'dist/lib/platform/aws-ecs/legacy/bom.js');
  const { createBOM } = await import(pathToFileURL(file).href);
  // Artillery's own code reads the run's id there.
  Object.assign(globalThis, { artillery: { testRunId: 'a-run' } });
  return await promisify(createBOM)(scenario, [], { scenarioPath: scenario, flags: {} });
}

it('runs with nothing but what Artillery uploads, and leaves its samples in S3', async () => {
  const [built, alone] = [join(folder, 'built'), join(folder, 'alone')];
  await buildWorker(built, { github: { sender: 'github' } });
  const uploaded = await uploadedWith(join(built, 'smoke.yml'));
  mkdirSync(alone);
  for (const { orig, noPrefixPosix } of uploaded.files)
    copyFileSync(orig, join(alone, noPrefixPosix));
  for (const name of uploaded.modules) {
    cpSync(join(modules, name), join(alone, 'node_modules', name), { recursive: true });
  }
  expect(uploaded.files.map(({ noPrefixPosix }) => noPrefixPosix).sort()).toEqual([
    'package.json',
    'processor.mjs',
    'smoke.yml',
  ]);
  expect(uploaded.modules).toEqual(['@octokit/webhooks-examples']);

  const stage = embeddedStageOf(describeStack(stack));
  const clients = createClients(stage);
  const bucket = 'artilleryio-test-data';
  await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const variables = {
    stage: stage.name,
    endpoint: stack.endpoint,
    rate: 40,
    seconds: 2,
    workers: 2,
  };
  const worker = spawn(
    process.execPath,
    [
      ...[join(artillery, 'bin/run'), 'run', '--quiet', '--environment', 'aws'],
      ...['--variables', JSON.stringify(variables), 'smoke.yml'],
    ],
    {
      cwd: alone,
      env: {
        ...{ ...compileCache, ...stack.env, HOME: folder, TMPDIR: folder },
        ...{ ARTILLERY_TEST_RUN_ID: 'a-run', WORKER_ID: 'worker-7', S3_BUCKET_PATH: bucket },
      },
    },
  );
  const closed = once(worker, 'close');
  const [output, errors] = await Promise.all([text(worker.stdout), text(worker.stderr), closed]);

  expect(worker.exitCode, output + errors).toBe(0);
  const { Body } = await clients.s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: 'spillway-loadtest/a-run/worker-7.jsonl.gz' }),
  );
  const lines = gunzipSync((await Body?.transformToByteArray()) ?? '')
    .toString()
    .trim()
    .split('\n');
  const samples = lines.map((line) => JSON.parse(line));
  clients.destroy();
  expect(samples[0].phases.at(-1)).toMatchObject({ name: 'sustained', rampTo: 20 });
  const accepted = samples.filter(({ status }) => status === 202);
  expect(accepted).toHaveLength(40);
  expect(
    samples
      .filter(({ kind }) => kind === 'sent')
      .every(({ request }) => request.startsWith('worker-7.')),
  ).toBe(true);
}, 120_000);
