import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/factories/eventually.ts';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { JobOutcome } from '../jobs/letter-job.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { readCopies, type ShownCopies } from './read-copies.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import { readLetterContents } from './read-letter-contents.ts';
import { type RunbookView, readRunbookPage } from './read-runbook-page.ts';
import { readWebhook, type WebhookStory } from './read-webhook.ts';
import { runLook } from './run-look.ts';
import { tryRedrive } from './try-redrive.ts';

let fixture: EndpointFixture;

beforeAll(async () => {
  fixture = await startEndpointFixture();
  const ids = { deliveryId: 'd-dead', trackingId: 'r-dead' };
  fixture.log('ingestion', Date.now() - 30_000, {
    ...{ message: 'webhook accepted', type: 'issues', slot: 'current', durationMs: 20, ...ids },
  });
  fixture.log('processing', Date.now() - 29_000, {
    ...{ message: 'webhook dead-lettered', reason: 'refused', error: { message: 'no' }, ...ids },
  });
  fixture.cli.addDeadLetter({ deliveryId: 'd-dead', body: 'what died' });
});
afterAll(() => fixture.stop());

const webhook = { params: { key: 'r-dead' } };
const busy = 'Dead letters are being sent through again.';

async function readStep(alarm: string, beginning: string) {
  const { steps } = await fixture.ask<RunbookView>(readRunbookPage, { params: { alarm } });
  const step = steps.findIndex(({ block }) => block?.commands[0]?.startsWith(beginning));
  expect(step).not.toBe(-1);
  return { params: { alarm, step: String(step) } };
}

/** What a look hides, a redrive would miss. */
describe('while dead letters are sent through again', () => {
  beforeAll(() => {
    fixture.context.desk.start({
      ...{ id: 'one', wish: { kind: 'redrive' } },
      explain: (error) => ({ message: String(error) }),
      work: ({ signal }) =>
        new Promise((resolve) => {
          const outcome = {
            kind: 'move',
            result: { moved: 0, stopped: 'cancelled' },
          } as JobOutcome;
          signal.addEventListener('abort', () => resolve(outcome));
        }),
    });
  });
  afterAll(async () => {
    fixture.context.desk.cancel('one');
    await eventually('it has ended', () => fixture.context.desk.find('one')?.endedAt !== undefined);
  });

  it.each([
    ['their kinds', readDeadLetters],
    ['their list', listDeadLetters],
    ['what would become of them', tryRedrive],
    ['one of them', readLetterContents],
  ])('nobody looks at %s', async (_, endpoint) => {
    await expect(fixture.ask(endpoint, { params: { id: 'd-dead' } })).rejects.toThrow(busy);
  });

  it('no command of a page looks at them', async () => {
    const step = await readStep('dlq-not-empty', 'npx spillway dlq summary');
    await expect(fixture.ask(runLook, step)).rejects.toThrow(busy);
  });

  it('a webhook is told without them, and says so', async () => {
    const { journey, looked } = await fixture.ask<WebhookStory>(readWebhook, webhook);
    expect(journey?.events.map(({ event }) => event)).toContain('dead-lettered');
    expect(looked.filter(({ failed }) => failed === busy)).toHaveLength(1);
    const { copies, notHad } = await fixture.ask<ShownCopies>(readCopies, webhook);
    expect([copies, notHad.filter((why) => why.includes(busy))]).toMatchObject([[], [{}]]);
  });
});

it('shows the body of a dead letter to who may not read the archive, and says so', async () => {
  const { clients } = fixture.context;
  const s3 = new S3Client({
    ...{ endpoint: 'http://127.0.0.1:1', region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { copies, notHad } = (await readCopies.answer(
    { ...webhook, query: new URLSearchParams(), body: undefined, signal: fixture.context.signal },
    { ...fixture.context, clients: { ...clients, s3 } },
  )) as ShownCopies;
  expect(copies.map(({ place }) => place)).toEqual(['dead letter']);
  expect(notHad.join('\n')).toMatch(/^The archive can’t be read: /);
});
