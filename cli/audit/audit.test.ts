import { afterEach, beforeEach, expect, it } from 'vitest';
import { openBooks } from '../../client/audit/open-books.ts';
import { createClients } from '../../client/stage/clients.ts';
import { findStage } from '../../client/stage/stage.ts';
import { audit } from '../../service/audit/audit.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const minuteMs = 60_000;
const began = Date.UTC(2026, 10, 26, 8);
let now: number;
let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture({ hasTable: true });
  now = began;
});

afterEach(() => fixture.stop());

const run = (args: readonly string[]) => fixture.run(['audit', ...args], { now: () => now });
const read = async () => JSON.parse(await run(['--json']));

/** As the function of the stage does it. */
async function runAudit(): Promise<void> {
  const clients = createClients(findStage('local', fixture.root));
  await audit(await openBooks(clients, 'dev'), now);
  clients.destroy();
}

function count(name: string, service: string, value: number): void {
  fixture.cloudWatch.putMetric({
    ...{ namespace: 'Spillway', name, values: [value], timestamp: now },
    dimensions: { service: `spillway-dev-${service}` },
  });
}

/** A stage that was at rest, then took `accepted` webhooks and settled one, half an hour ago. */
async function passHalfAnHour({ accepted }: { readonly accepted: number }): Promise<void> {
  await runAudit();
  now += 30 * minuteMs;
  await runAudit();
  count('WebhookAccepted', 'ingestion', accepted);
  count('WebhookProcessed', 'processing', 1);
  now += 30 * minuteMs;
}

it('says that the audit has not run where it has not', async () => {
  await expect(run([])).rejects.toMatchObject({
    message: 'The audit of stage dev has not run yet.',
    remedy: 'It runs every five minutes. If it does not: runbooks/audit-silent.md',
  });
});

it('shows totals, levels and residue, and that nothing is missing', async () => {
  await passHalfAnHour({ accepted: 1 });
  expect(await read()).toEqual({
    ...{ stage: 'dev', until: '2026-11-26T08:59:00.000Z', accepted: 1, settled: 1, uncertain: 0 },
    settledAs: { processed: 1, duplicate: 0, filtered: 0, deadLettered: 0, otherwise: 0 },
    queue: { visible: 0, inFlight: 0, delayed: 0, total: 0 },
    ...{ residue: 0, band: 0, isAtRest: true, verdict: 'balanced', writeOffs: [] },
  });
  expect(await run([])).toContain('Nothing is on its way, and nothing is missing.');
});

it('names a webhook that is missing, and closes the case with who, when and why', async () => {
  await passHalfAnHour({ accepted: 2 });
  expect(await read()).toMatchObject({ residue: 1, verdict: 'missing' });
  expect(await run([])).toContain('1 accepted, and neither settled nor in the queue.');
  await run(['write-off', '--reason', 'a drill\u001b[2J', '--by', 'jo']);
  const writeOff = {
    ...{ at: '2026-11-26T09:00:00.000Z', by: 'jo', reason: 'a drill\u001b[2J', residue: 1 },
  };
  expect(await read()).toMatchObject({ residue: 0, verdict: 'balanced', writeOffs: [writeOff] });
  const text = await run([]);
  expect(text).toMatch(/^2026-11-26T09:00:00.000Z +1 +jo +a drill/m);
  expect(text).not.toContain('\u001b');
  await expect(run(['write-off', '--reason', 'again'])).rejects.toThrow('There is no residue');
});

it('takes what is on its way for the band, and writes off so much only where it is told how much', async () => {
  await passHalfAnHour({ accepted: 1 });
  now -= 2 * minuteMs;
  count('WebhookAccepted', 'ingestion', 3);
  now += 2 * minuteMs;
  expect(await read()).toMatchObject({ residue: 3, band: 3, verdict: 'balanced', isAtRest: false });
  await expect(run(['write-off', '--reason', 'hasty'])).rejects.toThrow(
    /residue of 3 is not exact/,
  );
  const written = await run(['write-off', '--reason', 'known', '--count', '1', '--json']);
  expect(JSON.parse(written)).toMatchObject({ residue: 1 });
  expect(await read()).toMatchObject({ residue: 2 });
});

it('counts what waits in the queue', async () => {
  await passHalfAnHour({ accepted: 2 });
  fixture.queues.sendMessage('spillway-dev-intake', 'waiting');
  expect(await read()).toMatchObject({ residue: 0, queue: { visible: 1, total: 1 } });
});

it('refuses a write-off without a reason', async () => {
  await passHalfAnHour({ accepted: 2 });
  await expect(run(['write-off', '--reason', ' '])).rejects.toThrow('A reason has 1 to 500');
  await expect(run(['write-off'])).rejects.toThrow('--reason');
});
