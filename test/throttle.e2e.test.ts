import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { eventually } from './factories/eventually.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({
    configFile: join(import.meta.dirname, 'fixtures/throttled.config.ts'),
  });
});

afterAll(() => stack.stop());

const send = (source: string) =>
  sendWebhook(stack.endpoint, { source, secret: stack.sources[source]?.secret ?? '' });

it('a source that sends too fast is asked to wait, and the others notice nothing', async () => {
  const noisy = await Promise.all(Array.from({ length: 20 }, () => send('noisy')));
  const quiet = await Promise.all(Array.from({ length: 20 }, () => send('quiet')));
  const statuses = noisy.map(({ status }) => status);
  // Two at once, and what the bucket is refilled with meanwhile.
  expect(statuses.filter((status) => status === 202).length).toBeGreaterThanOrEqual(2);
  // Not 429, which several senders take as final.
  const refused = noisy.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]?.headers['retry-after']).toBe('1');
  expect(refused[0]?.body).toContain('urn:spillway:rejection:rate-limited');
  expect(quiet.map(({ status }) => status)).toEqual(Array(20).fill(202));
});

it.each(['noisy', 'quiet'])(
  'takes a webhook of %s with a slash at the end of its path, limited or not',
  async (source) => {
    const { secret } = stack.sources[source] ?? { secret: '' };
    const statuses: number[] = [];
    await eventually('the limit lets one through', async () => {
      const { status } = await sendWebhook(stack.endpoint, { source: `${source}/`, secret });
      statuses.push(status);
      return status !== 503;
    });
    expect(statuses.at(-1)).toBe(202);
  },
);

it('answers other methods of a limited source as any other', async () => {
  const answer = await sendWebhook(stack.endpoint, { source: 'noisy', method: 'GET' });
  expect(answer.status).toBe(405);
});
