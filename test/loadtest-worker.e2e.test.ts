import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClients } from '../client/stage/clients.ts';
import { embeddedStageOf } from '../client/stage/stage.ts';
import type { Report } from '../loadtest/report/json.ts';
import { buildWorker } from '../loadtest/worker/build-worker.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { describeStack } from '../local/describe-stack.ts';
import { compileCache } from './factories/compile-cache.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const artillery = dirname(createRequire(import.meta.url).resolve('artillery/package.json'));
const Bucket = 'artilleryio-test-data-000000000000-us-east-1';
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

it('runs with nothing but what Artillery uploads, leaves its samples in S3, and is judged by them with the others', async () => {
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

  const description = describeStack(stack);
  mkdirSync(join(folder, '.spillway'));
  writeFileSync(join(folder, '.spillway/stack.json'), JSON.stringify(description));
  const clients = createClients(embeddedStageOf(description));
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  const ended = await Promise.all(['worker-1', 'worker-2'].map((name) => runWorker(alone, name)));
  expect(
    ended.map(({ exitCode }) => exitCode),
    ended.map(({ said }) => said).join(),
  ).toEqual([0, 0]);

  const judge = async (run = 'a-run') =>
    JSON.parse(
      await runSpillway(['loadtest', 'judge', run, '--config', fixtureConfigFile, '--json'], {
        root: folder,
      }),
    );
  const { counts, gates, verdict, environment, phases, remarks, unchecked } = await judge();
  expect(counts).toMatchObject({ sent: 80, accepted: 80, processed: 80, lost: 0, misrouted: 0 });
  const passed = new Map(gates.map((gate: Gate) => [gate.name, gate.passed]));
  expect(passed.get('lost')).toBe(true);
  expect(passed.get('workers')).toBe(true);
  // Whether they kept to their times is this machine's affair.
  expect(['passed', 'invalid']).toContain(verdict);
  expect(unchecked).toEqual([]);
  expect(phases.at(-1)).toMatchObject({ name: 'sustained', rampTo: 40 });
  expect(environment).toMatchObject({ stack: 'the embedded stack, not AWS' });
  expect(environment.machine).toContain('2 workers');
  expect(remarks.join()).toContain('The 2 workers began within');

  const Key = 'spillway-loadtest/a-run/worker-2.jsonl.gz';
  await clients.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  const lacking = await judge();
  expect(lacking.verdict).toBe('invalid');
  expect(lacking.gates).toContainEqual(
    expect.objectContaining({ name: 'workers', value: 1, limit: 2, passed: false }),
  );
  expect(lacking.remarks).toContain('These workers began and left no samples: worker-2.');

  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: gzipSync('{"kind":"sent"}\n') }));
  await expect(judge()).rejects.toThrow("worker-2 left can't be read: line 1 of it is damaged");
  await expect(judge(`s3://${Bucket}/spillway-loadtest/another`)).rejects.toThrow(
    `No worker of the run another left anything in ${Bucket}`,
  );
  await expect(judge('reports/2026')).rejects.toThrow('neither the id of a run nor s3://');
  clients.destroy();
}, 180_000);

type Gate = Report['gates'][number];

/** As Artillery runs each of several on Lambda: with nothing but what was uploaded, and these variables. */
async function runWorker(alone: string, name: string) {
  const { endpoint } = stack;
  const variables = { stage: 'dev', endpoint, rate: 40, seconds: 2, workers: 2 };
  const args = ['run', '--quiet', '--environment', 'aws', '--variables', JSON.stringify(variables)];
  const worker = spawn(process.execPath, [join(artillery, 'bin/run'), ...args, 'smoke.yml'], {
    cwd: alone,
    env: {
      ...{ ...compileCache, ...stack.env, HOME: folder, TMPDIR: folder },
      ...{ ARTILLERY_TEST_RUN_ID: 'a-run', WORKER_ID: name, S3_BUCKET_PATH: Bucket },
    },
  });
  const closed = once(worker, 'close');
  const [output, errors] = await Promise.all([text(worker.stdout), text(worker.stderr), closed]);
  return { exitCode: worker.exitCode, said: output + errors };
}
