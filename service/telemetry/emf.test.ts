import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { capturedRecords } from './captured-lines-fixture.ts';
import { createEmfWriter } from './emf.ts';
import { metrics as table } from './metric-names.ts';
import { createCollector, type Meter } from './metrics.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'spillway-test-ingestion');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The documents of what `measure` measures. */
function publish(measure: (meter: Meter) => void) {
  const collector = createCollector();
  measure(collector);
  const { publish: write } = createEmfWriter();
  return capturedRecords(() => {
    for (const group of collector.take()) write(group);
  });
}

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
    const [document, ...others] = await publish((meter) => {
      meter.count('WebhookAccepted', { source: 'github' });
      meter.count('WebhookAccepted', { source: 'github' }, 2);
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
    const [document] = await publish((meter) => {
      meter.count('WebhookRejected', { source: 'github', reason: 'signature-mismatch' });
    });

    expect(described(document ?? {}).directives[0]?.Dimensions).toEqual([
      ['service'],
      ['service', 'source'],
      ['service', 'reason'],
    ]);
    expect(document).toMatchObject({ source: 'github', reason: 'signature-mismatch' });
  });

  it('keep every measurement, in its unit', async () => {
    const [document] = await publish((meter) => {
      meter.record('DeliveryLatency', 12, { destination: 'app' });
      meter.record('DeliveryLatency', 30, { destination: 'app' });
    });

    expect(document?.DeliveryLatency).toEqual([12, 30]);
    expect(described(document ?? {}).directives[0]?.Metrics).toEqual([
      { Name: 'DeliveryLatency', Unit: 'Milliseconds' },
    ]);
  });

  it('of different sources never share a document', async () => {
    const documents = await publish((meter) => {
      meter.count('WebhookProcessed', { source: 'github' });
      meter.count('WebhookProcessed', { source: 'stripe' });
    });

    expect(documents.map(({ source, WebhookProcessed }) => [source, WebhookProcessed])).toEqual([
      ['github', 1],
      ['stripe', 1],
    ]);
  });

  it('are taken once, and added to those of another collector', () => {
    const [first, second] = [createCollector(), createCollector()];
    first.count('WebhookAccepted', { source: 'github' });
    second.count('WebhookAccepted', { source: 'github' }, 2);
    for (const group of first.take()) second.add(group);

    expect(first.take()).toEqual([]);
    expect(second.take()).toMatchObject([{ measured: [{ name: 'WebhookAccepted', value: 3 }] }]);
  });

  it('stay within what one EMF document may hold: 100 values of a metric', async () => {
    const documents = await publish((meter) => {
      for (let i = 0; i < 250; i++) meter.record('DeliveryLatency', i, { destination: 'app' });
    });

    const values = documents.map(({ DeliveryLatency }) => [DeliveryLatency].flat());
    expect(values.flat().toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 250 }, (_, i) => i),
    );
    for (const some of values) expect(some.length).toBeLessThanOrEqual(100);
    expect(documents.map(({ destination }) => destination)).toEqual(['app', 'app', 'app']);
  });

  it('are serialized anew with each value, whatever was serialized before', () => {
    const { serialize } = createEmfWriter();
    const serialized = (value: number, source: string) => {
      const collector = createCollector();
      collector.count('WebhookProcessed', { source });
      collector.record('EndToEndLatency', value, { source });
      const [document] = collector.take().flatMap(serialize);
      return document;
    };
    const first = serialized(12, 'github');

    expect(serialized(30, 'github')).toEqual({
      ...first,
      EndToEndLatency: 30,
      _aws: { ...first?._aws, Timestamp: expect.any(Number) },
    });
    expect(serialized(30, 'stripe')).toMatchObject({ source: 'stripe', EndToEndLatency: 30 });
    expect(first).toMatchObject({ source: 'github', EndToEndLatency: 12 });
  });

  it('keep all values of one metric in a document', () => {
    const { serialize } = createEmfWriter();
    const collector = createCollector();
    for (const ms of [12, 30]) collector.record('DeliveryLatency', ms, { destination: 'app' });

    expect(collector.take().flatMap(serialize)).toMatchObject([{ DeliveryLatency: [12, 30] }]);
  });

  it('never have a dimension that could hold an id: every value is billed', () => {
    const names = Object.values(table).flatMap(({ dimensions }) => dimensions.flat());

    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => /id$/i.test(name))).toEqual([]);
  });
});
