import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { capturedRecords } from './captured-lines-fixture.ts';
import { metrics as table } from './metric-names.ts';
import { createMeter } from './metrics.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'spillway-test-ingestion');
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What CloudWatch would read from one document: sets of dimension names, and units by metric. */
function described(document: Readonly<Record<string, unknown>>) {
  const { CloudWatchMetrics, Timestamp } = document._aws as {
    Timestamp: number;
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: object[] }[];
  };
  return { isNow: Math.abs(Date.now() - Timestamp) < 10_000, directives: CloudWatchMetrics };
}

describe('metrics', () => {
  it('are published as one EMF document, with the service alone and with the source', async () => {
    const meter = createMeter();

    const [document, ...others] = await capturedRecords(() => {
      meter.count('WebhookAccepted', { source: 'github' });
      meter.count('WebhookAccepted', { source: 'github' }, 2);
      meter.flush();
    });

    expect(others).toEqual([]);
    expect(document).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Spillway',
            Dimensions: [['service'], ['service', 'source']],
            Metrics: [{ Name: 'WebhookAccepted', Unit: 'Count' }],
          },
        ],
      },
      service: 'spillway-test-ingestion',
      source: 'github',
      WebhookAccepted: 3,
    });
    expect(described(document ?? {}).isNow).toBe(true);
  });

  it('have a dimension set of their own for each that the table names', async () => {
    const meter = createMeter();

    const [document] = await capturedRecords(() => {
      meter.count('WebhookRejected', { source: 'github', reason: 'signature-mismatch' });
      meter.flush();
    });

    expect(described(document ?? {}).directives[0]?.Dimensions).toEqual([
      ['service'],
      ['service', 'source'],
      ['service', 'reason'],
    ]);
    expect(document).toMatchObject({ source: 'github', reason: 'signature-mismatch' });
  });

  it('keep every measurement, in its unit', async () => {
    const meter = createMeter();

    const [document] = await capturedRecords(() => {
      meter.record('DeliveryLatency', 12, { destination: 'app' });
      meter.record('DeliveryLatency', 30, { destination: 'app' });
      meter.flush();
    });

    expect(document?.DeliveryLatency).toEqual([12, 30]);
    expect(described(document ?? {}).directives[0]?.Metrics).toEqual([
      { Name: 'DeliveryLatency', Unit: 'Milliseconds' },
    ]);
  });

  it('of different sources never share a document', async () => {
    const meter = createMeter();

    const documents = await capturedRecords(() => {
      meter.count('WebhookProcessed', { source: 'github' });
      meter.count('WebhookProcessed', { source: 'stripe' });
      meter.flush();
    });

    expect(documents.map(({ source, WebhookProcessed }) => [source, WebhookProcessed])).toEqual([
      ['github', 1],
      ['stripe', 1],
    ]);
  });

  it('are published once', async () => {
    const meter = createMeter();

    const documents = await capturedRecords(() => {
      meter.count('WebhookAccepted', { source: 'github' });
      meter.flush();
      meter.flush();
    });

    expect(documents).toHaveLength(1);
  });

  it('stay within what one EMF document may hold: 100 values of a metric', async () => {
    const meter = createMeter();

    const documents = await capturedRecords(() => {
      for (let i = 0; i < 250; i++) meter.record('QueueWait', i, {});
      meter.flush();
    });

    const values = documents.map(({ QueueWait }) => [QueueWait].flat());
    expect(values.flat().toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 250 }, (_, i) => i),
    );
    for (const some of values) expect(some.length).toBeLessThanOrEqual(100);
  });

  it('count the cold start once', async () => {
    const meter = createMeter();

    const documents = await capturedRecords(() => {
      meter.coldStart('spillway-test-ingestion');
      meter.coldStart('spillway-test-ingestion');
    });

    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({
      ColdStart: 1,
      service: 'spillway-test-ingestion',
      function_name: 'spillway-test-ingestion',
    });
  });

  it('never have a dimension that could hold an id: every value is billed', () => {
    const names = Object.values(table).flatMap(({ dimensions }) => dimensions.flat());

    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => /id$/i.test(name))).toEqual([]);
  });
});
