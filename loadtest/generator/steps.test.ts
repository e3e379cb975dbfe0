import { expect, it } from 'vitest';
import { planRun } from '../plan/plan-run.ts';
import type { Intent, Sample } from '../samples/sample.ts';
import { channelsOf } from './open-generator.ts';
import { createSteps } from './steps.ts';
import { createWorkload } from './workload.ts';

const sources = { github: { sender: 'github', secret: 'a secret of these tests' } };
const endpoint = 'http://127.0.0.1:4100/dev';
const { plan } = planRun({
  ...{ run: 'a-run', file: 'hostile.yml', workers: 1, timeoutMs: 10_000, now: 0, size: {} },
  ...{ target: { endpoint, sources }, phases: [] },
  phases: [{ name: 'sustained', duration: 2, arrivalRate: 1, rampTo: 1 }],
});

/** What is noted of as many webhooks as there are intents, of which the first `quiet` are due in a calm phase. */
async function send(intents: readonly Intent[], quiet: number) {
  const samples: Sample[] = [];
  const sendAs = createSteps(() => ({
    ...{ quiet, worker: '1', dueAt: () => 0 },
    workload: createWorkload({ ...plan, channels: channelsOf(sources, endpoint), seed: 'a-run/1' }),
    transmit: (_url, _request, { answered }) =>
      answered({ status: 202, body: '{"deliveryId":"x"}', firstByteMs: 1, totalMs: 2 }),
    samples: { append: (line) => samples.push(line), close: () => undefined },
  }));
  for (const intent of intents) {
    const metrics = { emit: () => undefined };
    await new Promise<unknown>((done) => sendAs(intent)({ vars: {} }, metrics, done));
  }
  return samples;
}

const intentsOf = (samples: readonly Sample[]) =>
  samples.flatMap((one) => (one.kind === 'sent' ? [one.intent] : []));

it('sends only valid webhooks until the scenario begins, and large ones where it has them', async () => {
  const samples = await send(['wrong-secret', 'poison', 'large', 'unsigned', 'poison'], 3);

  expect(intentsOf(samples)).toEqual(['valid', 'valid', 'large', 'unsigned', 'poison']);
});

it('sends again what was taken before', async () => {
  const samples = await send(['valid', 'repeated', 'replayed'], 0);
  const ids = samples.flatMap((one) => (one.kind === 'sent' ? [one.id] : []));

  expect(intentsOf(samples)).toEqual(['valid', 'repeated', 'replayed']);
  expect(new Set(ids).size).toBe(1);
});

it('notes each request, and its answer under the same name', async () => {
  const samples = await send(['valid', 'valid'], 0);

  expect(samples.map((one) => [one.kind, 'request' in one ? one.request : ''])).toEqual([
    ['sent', '1-0'],
    ['answered', '1-0'],
    ['sent', '1-1'],
    ['answered', '1-1'],
  ]);
});
