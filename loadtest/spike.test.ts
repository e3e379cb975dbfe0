import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compileCache } from '../test/factories/compile-cache.ts';
import { type Receiver, startReceiver } from './fixtures/receiver.ts';
import type { Phase } from './plan/phase.ts';
import { startArtillery } from './run/start-artillery.ts';
import { readSamples } from './samples/samples-file.ts';

const secret = 'a-secret-of-this-test';
const folder = mkdtempSync(join(tmpdir(), 'spillway-spike-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const short: Phase = { name: 'sustained', duration: 3, arrivalRate: 150, rampTo: 150 };

async function runAgainst({ url }: Receiver, options: object = {}) {
  const { ended } = startArtillery({
    environment: 'aws',
    // Telemetry would announce itself on the screen with this variable.
    env: {
      ...compileCache,
      HOME: '/rendered',
      ARTILLERY_TELEMETRY_DEBUG: 'true',
      SPILLWAY_URL: url,
      SPILLWAY_SECRET: secret,
    },
    phases: [short],
    ...options,
  });
  return await ended;
}

it('sends every example in rotation, each signed for real and with an id of its own', async () => {
  await using receiver = await startReceiver(secret);
  const samplesFile = join(folder, 'samples.jsonl');

  const { exitCode, output } = await runAgainst(receiver, { samplesFile });

  const { received } = receiver;
  expect(output).not.toContain('Telemetry data');
  // All is well as far as is seen: nobody can look into this server.
  expect(exitCode, output).toBe(4);
  // On a machine with much other work to do the generator is late, too.
  expect(output).toMatch(/Unfinished.*what became of them is not known|Invalid/);
  expect(received).toHaveLength(450);
  expect(received.filter(({ isValid }) => !isValid)).toEqual([]);
  expect(new Set(received.map(({ id }) => id)).size).toBe(450);
  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/dev/webhooks/github']));
  expect(new Set(received.map(({ type }) => type)).size).toBe(58);

  const samples = readSamples(samplesFile);
  const [plan] = samples;
  const sent = samples.filter((one) => one.kind === 'sent');
  const answered = samples.filter((one) => one.kind === 'answered');
  expect(plan).toMatchObject({ kind: 'plan', scenario: 'spike', phases: [short] });
  expect(new Set(sent.map(({ webhook }) => webhook)).size).toBe(161);
  expect(new Map(sent.map(({ id, sha256 }) => [id, sha256]))).toEqual(
    new Map(received.map(({ id, body }) => [id, createHash('sha256').update(body).digest('hex')])),
  );
  expect(answered.map(({ request }) => request).sort()).toEqual(
    sent.map(({ request }) => request).sort(),
  );
  expect(samples.filter(({ kind }) => kind === 'load').length).toBeGreaterThanOrEqual(2);
}, 30_000);

it('sends evenly, however Artillery lets the webhooks arrive', async () => {
  const sent = readSamples(join(folder, 'samples.jsonl')).filter((one) => one.kind === 'sent');
  const due = sent.map(({ dueAt }) => dueAt).sort((a, b) => a - b);
  const gaps = due.slice(1).map((at, index) => at - (due[index] ?? 0));
  const early = sent.filter(({ dueAt, sentAt }) => sentAt < dueAt);

  expect(Math.max(...gaps)).toBeCloseTo(1000 / 150);
  expect(Math.min(...gaps)).toBeCloseTo(1000 / 150);
  expect(early).toEqual([]);
});

it('sends a body with Artillery templates in it unchanged', async () => {
  await using receiver = await startReceiver(secret);

  await runAgainst(receiver, {
    processor: './fixtures/braces.mjs',
    phases: [{ name: 'sustained', duration: 1, arrivalRate: 3, rampTo: 3 }],
  });

  const { received } = receiver;
  expect(received).toHaveLength(3);
  for (const { body, isValid } of received) {
    expect(body).toContain('{{ target }} {{ $randomNumber(1, 9) }} {{{ $env.HOME }}}');
    expect(isValid).toBe(true);
  }
}, 30_000);

it('names the missing variables in one sentence, and sends nothing', async () => {
  const { exitCode, output } = await startArtillery({ environment: 'aws', env: compileCache })
    .ended;

  expect(exitCode).toBe(1);
  expect(output.trim().split('\n').at(-1)).toBe(
    "SPILLWAY_URL and SPILLWAY_SECRET must be set: the stack's output Endpoint, and the current secret of its source github. Or name the stage, with credentials of its account: SPILLWAY_STAGE=<stage>",
  );
}, 30_000);

it('records the deliveries that nobody answered', async () => {
  const receiver = await startReceiver(secret);
  await receiver[Symbol.asyncDispose]();
  const samplesFile = join(folder, 'unanswered.jsonl');

  await runAgainst(receiver, {
    samplesFile,
    phases: [{ name: 'sustained', duration: 1, arrivalRate: 2, rampTo: 2 }],
  });

  const samples = readSamples(samplesFile);
  expect(samples.filter(({ kind }) => kind === 'sent')).toHaveLength(2);
  expect(samples.filter(({ kind }) => kind === 'answered')).toEqual([]);
  expect(samples.find(({ kind }) => kind === 'failed')).toMatchObject({ code: 'ECONNREFUSED' });
}, 30_000);
