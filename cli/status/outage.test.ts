import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Heard } from '../../service/audit/listen.ts';
import { createCircuitStore } from '../../service/aws/circuit-table.ts';
import { createHeardStore } from '../../service/aws/heard-table.ts';
import type { Circuit } from '../../service/webhook/circuit.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

const now = Date.UTC(2026, 10, 25, 12);
const secondsAgo = (seconds: number) => now - seconds * 1000;
const at = (time: number) => new Date(time).toISOString();

const config = `export default {
  sources: { github: { sender: 'github', expectEvery: '1 h' }, shop: { sender: 'shopify' } },
  destinations: {
    app: { type: 'http', url: 'https://app.example.com/' },
    audit: { type: 'http', url: 'https://audit.example.com/' },
  },
  routes: [{ name: 'everything', match: {}, to: ['app', 'audit'] }],
};`;

let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture({ hasTable: true });
  writeConfig(config);
});

afterEach(() => fixture.stop());

describe('while a destination rests', () => {
  it('names it, says since when, until when, and how many probes failed', async () => {
    // Three rests in a row: 10 s, 20 s, and one of 40 s that began 15 s ago.
    await share('app', { state: 'open', since: secondsAgo(15), rests: 3 });
    await share('audit', { state: 'closed', failures: 0 });
    expect(await read()).toMatchObject({
      resting: [
        {
          destination: 'app',
          failingSince: at(secondsAgo(45)),
          restsUntil: at(secondsAgo(-25)),
          failedProbes: 2,
          isProbed: false,
        },
      ],
      notKnown: [],
    });
    const text = await fixture.run(['status'], { now: () => now });
    expect(text).toMatch(/^app +2026-11-25T11:59:15.000Z +2026-11-25T12:00:25.000Z +2$/m);
  });

  it('says so when its rest is over and no webhook has come to try it', async () => {
    await share('app', { state: 'open', since: secondsAgo(3600), rests: 1 });
    expect(await print()).toMatch(/^app .* over: the next webhook tries it +0$/m);
  });

  it('says so while one webhook tries it', async () => {
    const probeUntil = secondsAgo(-30);
    await share('app', { state: 'probing', since: secondsAgo(60), rests: 2, probeUntil });
    expect(await read()).toMatchObject({ resting: [{ isProbed: true, failedProbes: 1 }] });
    expect(await print()).toMatch(/^app .* being tried +1$/m);
  });

  it('counts what was put back in 15 minutes and in an hour, by source and by destination', async () => {
    publish('WebhookParked', 50 * 60, 7, { source: 'github' });
    publish('WebhookParked', 5 * 60, 3, { source: 'github' });
    publish('WebhookParked', 60, 1, { source: 'shop' });
    publish('DestinationResting', 5 * 60, 4, { destination: 'audit' });
    publish('WebhookParked', 70 * 60, 1000, { source: 'github' });
    expect(await read()).toMatchObject({
      parked: {
        ...{ last15Minutes: 4, lastHour: 11 },
        sources: [
          { name: 'github', last15Minutes: 3, lastHour: 10 },
          { name: 'shop', last15Minutes: 1, lastHour: 1 },
        ],
        destinations: [{ name: 'audit', last15Minutes: 4, lastHour: 4 }],
      },
    });
    const text = await print();
    expect(text).toMatch(/^from github +3 +10$/m);
    expect(text).toMatch(/^for audit, while it rested +4 +4$/m);
    expect(text).toMatch(/^all +4 +11$/m);
  });
});

describe('the age of what is delayed', () => {
  it('is at most that of the oldest webhook that was put back, and the time since', async () => {
    await delayOne();
    publish('PutBackAge', 120, 600_000);
    publish('PutBackAge', 60, 5_000);
    publish('PutBackAge', 30 * 60, 9_000_000); // what was put back then has come back since
    expect(await read()).toMatchObject({
      queues: [{ delayed: 1, oldestDelayedSeconds: 720 }, { delayed: 0 }],
    });
    expect(await print()).toMatch(/intake +0 +0 +1 +– +12 min at most$/m);
  });

  it('is not known where processing said nothing, and never a 0', async () => {
    await delayOne();
    const dimensions = { QueueName: 'spillway-dev-intake' };
    put('AWS/SQS', 'ApproximateAgeOfOldestMessage', { ageSeconds: 60, value: 0, dimensions });
    const { queues } = await read();
    expect(queues[0]).toMatchObject({ visible: 0, delayed: 1 });
    expect(queues[0]).not.toHaveProperty('oldestAgeSeconds');
    expect(queues[0]).not.toHaveProperty('oldestDelayedSeconds');
    expect(await print()).toMatch(/intake +0 +0 +1 +– +not known$/m);
  });

  it('is left out where nothing is delayed', async () => {
    publish('PutBackAge', 120, 600_000);
    const { queues } = await read();
    expect(queues[0]).toMatchObject({ delayed: 0 });
    expect(queues[0]).not.toHaveProperty('oldestDelayedSeconds');
  });
});

describe('a source from which something is expected', () => {
  it('is there with the time when it was heard last, and how silent it is', async () => {
    await hear({ at: { github: secondsAgo(33 * 60) }, readUntil: now });
    expect(await read()).toMatchObject({
      expected: [
        {
          ...{ source: 'github', expected: '1 h' },
          ...{ lastHeard: at(secondsAgo(33 * 60)), silencePercent: 50 },
        },
      ],
    });
    expect(await print()).toMatch(/^github +1 h +2026-11-25T11:27:00.000Z +50 %$/m);
  });

  it('is not watched before it was heard', async () => {
    expect((await read()).expected).toEqual([{ source: 'github', expected: '1 h' }]);
    expect(await print()).toMatch(/^github +1 h +not yet +not watched until then$/m);
  });
});

describe('what can not be known', () => {
  it('is named for a configuration that can not be loaded; all the rest is shown', async () => {
    writeConfig('export default { sources: {}, destinations: {}, routes: [] };');
    publish('WebhookParked', 60, 5);
    const status = await read();
    expect(status).not.toHaveProperty('resting');
    expect(status.parked).toEqual({ last15Minutes: 5, lastHour: 5 });
    expect(status.notKnown).toEqual([expect.stringContaining('must declare at least one source')]);
    const text = await print();
    expect(text).toMatch(/^all +5 +5$/m);
    expect(text).toMatch(/^Not known: .*--config <file>/ms);
    expect(text).not.toContain('No destination rests');
  });

  it('is named for a table that does not answer', async () => {
    await fixture.stop();
    fixture = await startCliFixture();
    writeConfig(config);
    const { notKnown, functions } = await read();
    expect(notKnown.toSorted()).toEqual([
      expect.stringMatching(/^Which destinations rest: .*does not answer/),
      expect.stringMatching(/^Which sources are silent: .*does not answer/),
    ]);
    expect(functions).toHaveLength(2);
  });
});

const print = () => fixture.run(['status'], { now: () => now });

async function read() {
  return JSON.parse(await fixture.run(['status', '--json'], { now: () => now }));
}

function writeConfig(text: string): void {
  writeFileSync(join(fixture.root, 'spillway.config.ts'), text);
}

async function share(destination: string, circuit: Circuit): Promise<void> {
  const client = new DynamoDBClient(clientOf(fixture.endpoints.tables));
  const store = createCircuitStore(client, 'spillway-dev-deliveries');
  await store.replace(destination, { circuit, changedAt: now }, 0);
  client.destroy();
}

async function hear(heard: Heard): Promise<void> {
  const client = new DynamoDBClient(clientOf(fixture.endpoints.tables));
  await createHeardStore<Heard>(client, 'spillway-dev-deliveries').writeHeard(heard);
  client.destroy();
}

/** As processing publishes it: with its name alone, and with what it tells apart. */
function publish(
  name: string,
  ageSeconds: number,
  value: number,
  dimensions: Readonly<Record<string, string>> = {},
): void {
  const service = { service: 'spillway-dev-processing' };
  put('Spillway', name, { ageSeconds, value, dimensions: service });
  if (Object.keys(dimensions).length === 0) return;
  put('Spillway', name, { ageSeconds, value, dimensions: { ...service, ...dimensions } });
}

function put(
  namespace: string,
  name: string,
  datum: {
    readonly ageSeconds: number;
    readonly value: number;
    readonly dimensions: Readonly<Record<string, string>>;
  },
): void {
  const { ageSeconds, value, dimensions } = datum;
  const timestamp = secondsAgo(ageSeconds);
  fixture.cloudWatch.putMetric({ namespace, name, dimensions, values: [value], timestamp });
}

async function delayOne(): Promise<void> {
  const sqs = new SQSClient(clientOf(fixture.endpoints.sqs));
  const QueueUrl = fixture.queues.inspectQueue('spillway-dev-intake')?.url ?? '';
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'put back', DelaySeconds: 600 }));
  sqs.destroy();
}

function clientOf(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { endpoint, region: fixtureRegion, credentials };
}
