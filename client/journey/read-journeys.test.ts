import { describe, expect, it } from 'vitest';
import type { JourneyEvent } from './journey.ts';
import type { FoundLine } from './query-log.ts';
import { type JourneyPorts, readJourneys } from './read-journeys.ts';

const start = Date.parse('2026-11-26T08:00:00.000Z');
const trackingId = 'request-1';

/** Lines as both functions write them, a second apart. */
function logged(...documents: readonly Readonly<Record<string, unknown>>[]): FoundLine[] {
  return documents.map((document, index) => ({
    function: document.message === 'webhook accepted' ? 'ingestion' : 'processing',
    at: start + index * 1000,
    line: JSON.stringify({ level: 'INFO', source: 'github', deliveryId: 'd-1', ...document }),
  }));
}

const accepted = {
  ...{ message: 'webhook accepted', type: 'push', slot: 'current', bytes: 9, trackingId },
  ...{ durationMs: 20, xray_trace_id: '1-a' },
};
const answer = (status: number) => [{ destination: 'app', ms: 5, status }];
const processed = { message: 'webhook processed', trackingId, attempts: answer(204) };
const error = { name: 'DestinationError', message: 'Destination app answered 503' };

const ports = (lines: readonly FoundLine[], changes: Partial<JourneyPorts> = {}): JourneyPorts => ({
  ...{ stage: 'dev', since: start },
  readLog: async () => lines,
  readTable: async () => [],
  readLetters: async () => new Map(),
  readTraces: async () => [],
  senderOf: () => 'github',
  onProgress: () => undefined,
  ...changes,
});

const tell = ({ event, destination, status, run }: JourneyEvent) =>
  [event, destination, status, run].filter((part) => part !== undefined).join(' ');

async function eventsOf(...documents: readonly Readonly<Record<string, unknown>>[]) {
  const { webhooks } = await readJourneys('d-1', ports(logged(...documents)));
  return webhooks[0]?.events.map(tell);
}

describe('the way of a webhook', () => {
  it('begins before the line of ingestion, by the time that it took', async () => {
    const { webhooks } = await readJourneys('d-1', ports(logged(accepted)));
    expect(webhooks).toMatchObject([{ source: 'github', sender: 'github', type: 'push' }]);
    expect(webhooks[0]?.events).toMatchObject([
      { event: 'received', at: '2026-11-26T07:59:59.980Z', bytes: 9, traceId: '1-a' },
      { event: 'verified', slot: 'current' },
      { event: 'stored', at: '2026-11-26T08:00:00.000Z' },
    ]);
  });

  it('has each attempt before the failure that it led to, and a letter behind the attempt that made it one', async () => {
    expect(
      await eventsOf(
        accepted,
        {
          ...{ message: 'webhook failed, to be tried again', destinations: ['app'], error },
          ...{ inSeconds: 2, attempts: answer(503) },
        },
        { message: 'webhook parked, to be tried later', destinations: ['app'], error },
        { message: 'delivery dead-lettered', destination: 'app', reason: 'refused', error },
        { message: 'webhook dead-lettered', reason: 'refused', attempts: answer(410) },
        { ...processed, redrive: 'run-1', nonce: trackingId },
      ),
    ).toEqual([
      ...['received', 'verified', 'stored', 'attempt app 503', 'failed app', 'parked app'],
      ...['attempt app 410', 'dead-lettered app', 'redriven run-1', 'attempt app 204', 'processed'],
    ]);
  });

  it('tells a letter that SQS itself moved back from a replay, by the nonce', async () => {
    expect(
      await eventsOf(
        accepted,
        { ...processed, nonce: trackingId },
        { ...processed, nonce: 'night' },
      ),
    ).toEqual([
      ...['received', 'verified', 'stored'],
      ...[`redriven ${trackingId}`, 'attempt app 204', 'processed'],
      ...['replayed night', 'attempt app 204', 'processed'],
    ]);
  });

  it('shows a repetition by the sender as received again, and as a duplicate', async () => {
    const second = { ...accepted, trackingId: 'request-2' };
    expect(await eventsOf(accepted, processed, second, { message: 'webhook duplicate' })).toEqual([
      ...['received', 'verified', 'stored', 'attempt app 204', 'processed'],
      ...['received', 'verified', 'stored', 'duplicate'],
    ]);
  });

  it('is told from lines without attempts, as earlier versions wrote them, and other lines are no step of it', async () => {
    expect(
      await eventsOf(
        { message: 'webhook failed, put back', error, attempts: { destination: 1, own: 0 } },
        { message: 'using the last good secret' },
        { message: 'webhook processed', delivered: { app: 12, audit: 15 } },
      ),
    ).toEqual(['put-back', 'delivered app', 'delivered audit', 'processed']);
  });

  it('names why no route took it', async () => {
    const reasons = [{ route: 'all', why: 'type is push' }];
    const lines = logged({ message: 'webhook filtered', reasons });
    const { webhooks } = await readJourneys('d-1', ports(lines));
    expect(webhooks[0]?.events).toMatchObject([{ event: 'filtered', reasons }]);
  });
});

describe('where a journey is looked for', () => {
  const delivered = {
    source: 'github',
    destination: 'app',
    state: 'delivered',
    attempts: 0,
  } as const;

  it('several sources may have one id: each has a journey, and one can be chosen', async () => {
    const lines = logged(accepted, { ...accepted, source: 'gitlab' });
    const sources = async (source?: string) =>
      (await readJourneys('d-1', ports(lines, { source }))).webhooks.map((one) => one.source);
    expect(await sources()).toEqual(['github', 'gitlab']);
    expect(await sources('gitlab')).toEqual(['gitlab']);
  });

  it('the table is asked by the nonces that the log tells, and for the destinations in it', async () => {
    const asked: unknown[] = [];
    const readTable: JourneyPorts['readTable'] = async (given) => {
      asked.push(given);
      return [delivered];
    };
    await readJourneys(
      'd-1',
      ports(logged(accepted, { ...processed, nonce: 'night' }), { readTable }),
    );
    const sources = ['github'];
    expect(asked).toEqual([{ sources, destinations: ['app'], nonces: [trackingId, 'night'] }]);
  });

  it('dead letters are left alone where all is delivered', async () => {
    const readLetters = async () => new Map([['github', 1]]);
    const found = (lines: readonly FoundLine[]) =>
      readJourneys('d-1', ports(lines, { readTable: async () => [delivered], readLetters }));
    const [one] = (await found(logged(accepted, processed))).webhooks;
    expect(one).not.toHaveProperty('letters');
    const dead = { message: 'delivery dead-lettered', destination: 'audit', error };
    const [other] = (await found(logged(accepted, dead))).webhooks;
    expect(other?.letters).toBe(1);
  });

  it('what may not be read is said, and the rest is told', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    const journeys = await readJourneys(
      'd-1',
      ports([], { readLog: () => Promise.reject(denied), readTable: async () => [delivered] }),
    );
    expect(journeys.looked).toContainEqual(
      expect.objectContaining({ place: 'logs', found: 0, failed: 'AccessDeniedException: no' }),
    );
    expect(journeys.webhooks).toMatchObject([{ deliveries: [{ destination: 'app' }] }]);
  });

  it('a stage that is not there is an error, X-Ray that is not there is none', async () => {
    const gone = Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
    const none = () => Promise.reject(gone);
    await expect(readJourneys('d-1', ports([], { readLog: none }))).rejects.toThrow('gone');
    const { looked, webhooks } = await readJourneys(
      'd-1',
      ports(logged(accepted), { readTraces: none }),
    );
    expect(looked.at(-1)).toMatchObject({
      place: 'X-Ray',
      failed: expect.stringContaining('gone'),
    });
    expect(webhooks[0]?.events).toHaveLength(3);
  });

  it('a log that has more lines than are read says so', async () => {
    const many = Array.from({ length: 1000 }, () => processed);
    const { looked } = await readJourneys('d-1', ports(logged(...many)));
    expect(looked[0]).toMatchObject({ place: 'logs', note: 'only the first 1000 lines' });
  });

  it('nothing is a journey where no place knows the id', async () => {
    const { webhooks, looked } = await readJourneys('d-1', ports([]));
    expect(webhooks).toEqual([]);
    expect(looked.map(({ place, found }) => `${place} ${found}`)).toEqual([
      'logs 0',
      'table 0',
      'dead letters 0',
    ]);
  });
});

it('both traces become one picture, without the other webhooks of the batch', async () => {
  const span = (id: string, name: string, at: number, more: object = {}) => ({
    ...{ id, name, start_time: start / 1000 + at, end_time: start / 1000 + at + 0.01, ...more },
  });
  const of = (deliveryId: string) => ({ annotations: { deliveryId, source: 'github' } });
  const traces = [
    {
      id: '1-b',
      documents: [
        span('p', 'processing', 1, {
          subsegments: [
            span('w', '## webhook', 1.1, {
              ...of('d-1'),
              subsegments: [
                span('d', '## delivery', 1.2, { fault: true, annotations: { destination: 'app' } }),
              ],
            }),
            span('x', '## webhook', 1.1, of('d-2')),
          ],
        }),
      ],
    },
    {
      id: '1-a',
      documents: [
        span('i', 'ingestion', 0.1, {
          parent_id: 'g',
          subsegments: [
            span('s', 'SQS', 0.2, {
              aws: { operation: 'SendMessage' },
              http: { response: { status: 200 } },
            }),
          ],
        }),
        span('g', 'gateway', 0),
      ],
    },
  ];
  const lines = logged(accepted, { ...processed, traceId: '1-b' });
  const { webhooks } = await readJourneys('d-1', ports(lines, { readTraces: async () => traces }));
  const told = webhooks[0]?.traces.map(({ traceId, spans }) => [
    traceId,
    ...spans.map(({ depth, name, operation, destination, isFailed }) =>
      [depth, name, operation, destination, isFailed && 'failed']
        .filter((one) => one !== undefined && one !== false)
        .join(' '),
    ),
  ]);
  expect(told).toEqual([
    ['1-a', '0 gateway', '1 ingestion', '2 SQS SendMessage'],
    ['1-b', '0 processing', '1 ## webhook', '2 ## delivery app failed'],
  ]);
});
