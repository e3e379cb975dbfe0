import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type CliFixture, fixtureRegion, startCliFixture } from '../../cli/cli-fixture.ts';
import { LetterTaker } from './letter-taker.ts';

let fixture: CliFixture;
let sqs: SQSClient;

beforeEach(async () => {
  fixture = await startCliFixture();
  sqs = new SQSClient({
    endpoint: fixture.endpoints.sqs,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterEach(async () => {
  sqs.destroy();
  await fixture.stop();
});

function createTaker(holdSeconds: number): LetterTaker {
  const url = fixture.queues.inspectQueue('spillway-dev-dead-letters')?.url ?? '';
  return new LetterTaker({ sqs, url, waitSeconds: 0 }, holdSeconds);
}

it('takes no letter twice, though it comes into sight again', async () => {
  fixture.addDeadLetter();
  const taker = createTaker(0);
  expect(await taker.take(10)).toHaveLength(1);
  expect(await taker.take(10)).toBeUndefined();
});

it('finds what is behind letters that came into sight again', async () => {
  const taker = createTaker(1);
  fixture.addDeadLetter({ deliveryId: 'a' });
  expect(await taker.take(10)).toHaveLength(1);
  await vi.waitUntil(() => {
    fixture.queues.processTimers();
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    return messages?.ready.length === 1;
  }, 20_000);
  fixture.addDeadLetter({ deliveryId: 'b' });
  expect(await taker.take(1)).toHaveLength(1);
});

it('shows again what it held, but for what was dealt with', async () => {
  for (const deliveryId of ['a', 'b', 'c']) fixture.addDeadLetter({ deliveryId });
  const taker = createTaker(60);
  const [first] = (await taker.take(10)) ?? [];
  if (first) taker.forget(first);
  await taker.giveBack();
  const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
  expect(messages?.ready).toHaveLength(2);
  expect(messages?.inflight).toHaveLength(1);
  expect(await taker.take(10)).toHaveLength(2);
});
