import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compileCache } from '../test/factories/compile-cache.ts';
import { type Receiver, startReceiver } from './fixtures/receiver.ts';
import { readLedger } from './ledger.ts';
import { readExamplePayloads } from './payloads.ts';
import type { Phase } from './phases.ts';
import { startArtillery } from './run-artillery.ts';

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

it('sends every example payload in rotation, each signed for real and with an id of its own', async () => {
  await using receiver = await startReceiver(secret);
  const ledgerPath = join(folder, 'ledger.jsonl');

  const { exitCode, output } = await runAgainst(receiver, { ledgerPath });

  const payloads = readExamplePayloads();
  const { received } = receiver;
  expect(output).not.toContain('Telemetry data');
  expect(exitCode).toBe(0);
  expect(received).toHaveLength(450);
  expect(received.filter(({ isValid }) => !isValid)).toEqual([]);
  expect(new Set(received.map(({ id }) => id)).size).toBe(450);
  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/dev/webhooks/github']));
  expect(new Set(received.map(({ type }) => type)).size).toBe(58);
  expect(new Set(received.map(({ type, body }) => `${type} ${body}`))).toEqual(
    new Set(payloads.map(({ type, body }) => `${type} ${body.toString()}`)),
  );

  const ledger = readLedger(ledgerPath);
  const idsOf = (kind: string) =>
    ledger.flatMap((entry) => (entry.kind === kind && 'id' in entry ? [entry.id] : [])).sort();
  const ids = received.map(({ id }) => id).sort();
  expect(idsOf('sent')).toEqual(ids);
  expect(idsOf('answered')).toEqual(ids);
  expect(ledger.filter(({ kind }) => kind === 'load').length).toBeGreaterThanOrEqual(2);
}, 30_000);

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
    "SPILLWAY_URL and SPILLWAY_SECRET must be set: the stack's output Endpoint, and the current secret of its source github.",
  );
}, 30_000);

it('records the deliveries that nobody answered', async () => {
  const receiver = await startReceiver(secret);
  await receiver[Symbol.asyncDispose]();
  const ledgerPath = join(folder, 'unanswered.jsonl');

  await runAgainst(receiver, {
    ledgerPath,
    phases: [{ name: 'sustained', duration: 1, arrivalRate: 2, rampTo: 2 }],
  });

  const ledger = readLedger(ledgerPath);
  expect(ledger.filter(({ kind }) => kind === 'sent')).toHaveLength(2);
  expect(ledger.filter(({ kind }) => kind === 'answered')).toEqual([]);
  expect(ledger.find(({ kind }) => kind === 'failed')).toMatchObject({ code: 'ECONNREFUSED' });
}, 30_000);
