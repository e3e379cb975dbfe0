import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from './measure.ts';
import { createWebhookEvent } from './webhook-event.ts';

describe('measuring a bundle', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spillway-bench-test-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const measureSource = async (source: string) => {
    const bundle = join(directory, `${Math.random()}.mjs`);
    await writeFile(bundle, source);
    const event = createWebhookEvent(2_048, 'secret');
    return measure({ bundle, event, warmUp: 1, invocations: 5, sampled: 1 }, {});
  };

  it('reports CPU per invocation, import and first invocation', async () => {
    const result = await measureSource('export const handler = async () => ({ statusCode: 202 });');

    expect(result.cpuMicrosecondsPerInvocation).toBeGreaterThan(0);
    expect(result.importMs).toBeGreaterThan(0);
    expect(result.firstInvocationMs).toBeGreaterThan(0);
  });

  it('fails with what the process wrote, cut to size', async () => {
    const failure = measureSource(`throw new Error('the reason');/*${'x'.repeat(100_000)}*/`);

    const { message } = (await failure.catch((error) => error)) as Error;
    expect(message).toContain('Error: the reason');
    expect(message.length).toBeLessThan(4_000);
  });

  it('fails when the handler refuses the webhook', async () => {
    const failure = measureSource('export const handler = async () => ({ statusCode: 401 });');

    await expect(failure).rejects.toThrow('The handler answered 401');
  });
});

describe('the webhook of the bench', () => {
  it.each([8_192, 65_536])('has a body of exactly %i bytes, of JSON', (bytes) => {
    const body = Buffer.from(createWebhookEvent(bytes, 'secret').body ?? '', 'base64');

    expect(body).toHaveLength(bytes);
    expect(JSON.parse(body.toString('utf8')).examples.length).toBeGreaterThan(0);
  });
});
