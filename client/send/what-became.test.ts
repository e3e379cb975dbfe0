import { describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '../deliveries/delivery-records.ts';
import type { LogRecord } from '../logs/log-record.ts';
import { type Became, type Waiting, whatBecame } from './what-became.ts';

const sentAt = Date.UTC(2026, 10, 26, 12);

const record = (changes: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  ...{ destination: 'app', state: 'delivered', attempts: 0 },
  settledAt: new Date(sentAt + 1500).toISOString(),
  ...changes,
});

const line = (message: string, fields: LogRecord['fields'] = {}): LogRecord => ({
  ...{ kind: 'own', level: 'INFO', message, fields },
});

interface Told {
  readonly records?: readonly DeliveryRecord[];
  readonly lines?: readonly LogRecord[];
}

interface Given {
  readonly before?: readonly string[];
  readonly reasons?: readonly { readonly route: string; readonly why: string }[];
}

/** By a clock of its own, which only sleeping moves. */
function waitingFor(
  routes: Readonly<Record<string, string>>,
  { before = [], reasons = [] }: Given = {},
  onSleep = () => {},
): Waiting {
  let time = sentAt;
  return {
    ...{ sentAt, before: new Set(before), pauseMs: 1000, waitMs: 10_000 },
    prediction: { routes: new Map(Object.entries(routes)), reasons },
    now: () => time,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    async sleep(milliseconds) {
      onSleep();
      time += milliseconds;
    },
  };
}

/** Told one after the other; the last again and again. */
async function follow(
  told: readonly Told[],
  { routes = { app: 'all' }, ...given }: Given & { readonly routes?: Record<string, string> } = {},
): Promise<{ became: Became; looks: number }> {
  let looks = 0;
  const now = () => told[Math.min(looks, told.length - 1)] ?? {};
  const witness = {
    readRecords: async () => now().records ?? [],
    readLines: async () => now().lines ?? [],
  };
  const became = await whatBecame(
    witness,
    waitingFor(routes, given, () => {
      looks += 1;
    }),
  );
  return { became, looks };
}

describe('what became of a webhook', () => {
  it('is known as soon as all that it goes to have it', async () => {
    const both = { routes: { app: 'all', audit: 'all' } };
    const audit = record({ destination: 'audit' });
    const told = [{}, { records: [record()] }, { records: [record(), audit] }];
    const { became, looks } = await follow(told, both);
    expect(became).toMatchObject({
      end: 'delivered',
      deliveries: [{ destination: 'app', route: 'all', seconds: 1.5 }, { destination: 'audit' }],
    });
    expect(looks).toBe(2);
  });

  it('is that it was filtered, by which routes and why', async () => {
    const reasons = [{ route: 'all', why: "type is not 'push'" }];
    const { became, looks } = await follow(
      [{ lines: [line('webhook filtered', { route: 'all', reasons })] }],
      { routes: {}, reasons: [{ route: 'all', why: 'guessed' }] },
    );
    expect([became, looks]).toEqual([{ end: 'filtered', reasons, deliveries: [] }, 0]);
  });

  it('is what the table knows once the log has told', async () => {
    let isTold = false;
    const became = await whatBecame(
      {
        readRecords: async () => (isTold ? [record()] : []),
        async readLines() {
          isTold = true;
          return [line('webhook processed')];
        },
      },
      waitingFor({ app: 'all' }),
    );
    expect(became.deliveries).toMatchObject([{ destination: 'app', state: 'delivered' }]);
  });

  it('is guessed by the configuration where the stage says nothing', async () => {
    const reasons = [{ route: 'all', why: "type is not 'push'" }];
    const { became, looks } = await follow([{}], { routes: {}, reasons });
    expect(became).toEqual({ end: 'unknown', deliveries: [], reasons, isPredicted: true });
    expect(looks).toBe(10);
  });

  it.each<[string, Told]>([
    ['the table had it before', { records: [record()] }],
    ['processing says so', { records: [record()], lines: [line('webhook duplicate')] }],
  ])('is that it is a duplicate, where %s', async (_, told) => {
    const { became } = await follow([told], { before: ['app'] });
    expect(became.end).toBe('duplicate');
    expect(became.deliveries[0]?.seconds).toBeUndefined();
  });

  it('is that it is tried again, with the next time, once nothing better came within the time', async () => {
    const failed = record({
      state: 'failed',
      attempts: 1,
      lastError: 'status 503',
      settledAt: undefined,
    });
    const told = {
      records: [failed],
      lines: [line('webhook failed, put back', { inSeconds: 5, error: { message: 'status 503' } })],
    };
    const { became, looks } = await follow([told]);
    expect(became).toMatchObject({ end: 'retried', nextInSeconds: 5, error: 'status 503' });
    expect(looks).toBe(10);
    const { became: later } = await follow([told, { ...told, records: [record({ attempts: 1 })] }]);
    expect(later.end).toBe('delivered');
  });

  it('is that it is a dead letter, though another destination has it', async () => {
    const dead = record({ destination: 'audit', state: 'dead-lettered', reason: 'permanent' });
    const error = { message: 'No' };
    const { became } = await follow([
      {
        records: [record(), dead],
        lines: [
          line('delivery dead-lettered', { reason: 'permanent', error }),
          line('webhook dead-lettered', { reason: 'permanent' }),
        ],
      },
    ]);
    expect(became).toMatchObject({ end: 'dead-lettered', error: 'No', reason: 'permanent' });
  });

  it('waits a moment for the log to say why it is a dead letter, which the table does not', async () => {
    const records = [record({ state: 'dead-lettered', reason: 'permanent' })];
    const lines = [line('webhook dead-lettered', { error: { message: 'No' } })];
    const late = await follow([{ records }, { records, lines }]);
    expect([late.became.error, late.looks]).toEqual(['No', 1]);
    const never = await follow([{ records }]);
    expect([never.became.end, never.looks]).toEqual(['dead-lettered', 3]);
  });

  it('does not wait for a destination that only this checkout would deliver to', async () => {
    const told = { records: [record()], lines: [line('webhook processed')] };
    const { became, looks } = await follow([told], { routes: { app: 'all', new: 'new' } });
    expect([became.deliveries.map(({ destination }) => destination), looks]).toEqual([['app'], 0]);
  });
});
