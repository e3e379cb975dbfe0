import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmfWriter } from './emf.ts';
import { type LinePorts, openLine } from './line.ts';
import { metrics as table } from './metric-names.ts';
import { createCollector } from './metrics.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'spillway-test-processing');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A line, what it wrote, and what it left for the end of the invocation. */
function open(changes: Partial<LinePorts> = {}, isOnly = true) {
  const written: [level: string, message: string, fields: Readonly<Record<string, unknown>>][] = [];
  const rest = createCollector();
  const write = (level: string) => (message: unknown, fields: unknown) =>
    void written.push([level, String(message), fields as Record<string, unknown>]);
  let time = 0;
  const line = openLine(
    {
      logger: { info: write('info'), warn: write('warn'), error: write('error') } as never,
      emf: createEmfWriter(),
      rest,
      takeStart: () => ({ groups: [] }),
      clock: () => {
        time += 12.34;
        return time;
      },
      memoryMb: () => 101,
      ...changes,
    },
    isOnly,
  );
  return { line, rest: rest.take, written, fields: () => written[0]?.[2] ?? {} };
}

function directivesOf(fields: Readonly<Record<string, unknown>>) {
  const { CloudWatchMetrics } = fields._aws as {
    CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  return CloudWatchMetrics.map(({ Dimensions, Metrics }) => [
    Dimensions.map((set) => set.join()),
    Metrics.map(({ Name }) => Name),
  ]);
}

describe('a line', () => {
  it('is the document of its metrics, each with its own sets of dimensions', () => {
    const { line, written, rest, fields } = open();
    line.record('QueueWait', 40, {});
    line.count('WebhookProcessed', { source: 'github' });
    line.record('EndToEndLatency', 95, { source: 'github' });
    line.record('DeliveryLatency', 50, { destination: 'app' });
    line.end('info', 'webhook processed', { deliveryId: 'd-1', source: 'github' });

    expect(written).toHaveLength(1);
    expect(fields()).toMatchObject({
      ...{ deliveryId: 'd-1', source: 'github', destination: 'app' },
      ...{ QueueWait: 40, WebhookProcessed: 1, EndToEndLatency: 95, DeliveryLatency: 50 },
      ...{ durationMs: 12.3, memoryMb: 101 },
    });
    expect(directivesOf(fields())).toEqual([
      [['service'], ['QueueWait']],
      [
        ['service', 'service,source'],
        ['WebhookProcessed', 'EndToEndLatency'],
      ],
      [['service', 'service,destination'], ['DeliveryLatency']],
    ]);
    expect(rest()).toEqual([]);
  });

  it('has one destination, and leaves those of the others for the end of the invocation', () => {
    const { line, rest, fields } = open();
    line.record('DeliveryLatency', 50, { destination: 'app' });
    line.record('DeliveryLatency', 70, { destination: 'audit' });
    line.count('DeliveryFailed', { destination: 'audit' });
    line.end('info', 'webhook processed', {});

    expect(fields()).toMatchObject({ destination: 'app', DeliveryLatency: 50 });
    expect(rest()).toMatchObject([
      {
        sets: [{}, { destination: 'audit' }],
        measured: [{ name: 'DeliveryFailed' }, { name: 'DeliveryLatency', value: 70 }],
      },
    ]);
  });

  const named = Object.entries(table).flatMap(([name, { dimensions }]) =>
    [...new Set(dimensions.flat())].map((dimension) => [name, dimension] as const),
  );

  it.each(named)('never has a field of %s mistaken for its dimension %s', (name, dimension) => {
    const { line, rest, fields } = open();
    line.count(name as 'WebhookAccepted', { [dimension]: 'metric' });
    line.end('warn', 'anything', { [dimension]: 'field' });

    expect(fields()).toMatchObject({ [dimension]: 'field' });
    expect(fields()).not.toHaveProperty('_aws');
    expect(fields()).not.toHaveProperty(name);
    expect(rest()).toHaveLength(1);
  });

  it('leaves its metrics to the end where the invocation has other webhooks: they count together', () => {
    const { line, rest, fields } = open({}, false);
    line.count('WebhookProcessed', { source: 'github' });
    line.record('QueueWait', 40, {});
    line.end('info', 'webhook processed', { deliveryId: 'd-1' });

    expect(fields()).toEqual({ deliveryId: 'd-1', durationMs: 12.3, memoryMb: 101 });
    expect(rest()).toMatchObject([
      { measured: [{ name: 'WebhookProcessed' }] },
      { measured: [{ name: 'QueueWait' }] },
    ]);
  });

  it('has nothing of metrics where there are none', () => {
    const { line, written } = open();
    line.end('info', 'webhook copy left over', { deliveryId: 'd-1' });

    expect(written).toEqual([
      ['info', 'webhook copy left over', { deliveryId: 'd-1', durationMs: 12.3, memoryMb: 101 }],
    ]);
  });

  it('goes out without its metrics where they fail', () => {
    const serialize = () => {
      throw new RangeError('out of order');
    };
    const { line, fields } = open({ emf: { serialize } });
    line.count('WebhookProcessed', { source: 'github' });
    line.end('info', 'webhook processed', { deliveryId: 'd-1' });

    expect(fields()).toMatchObject({
      deliveryId: 'd-1',
      metricsError: new RangeError('out of order'),
    });
  });

  it('loses no other metric to a value that is none', () => {
    const { line, fields } = open();
    line.record('QueueWait', Number.NaN, {});
    line.count('WebhookReplayed', { source: 'github' }, 'one' as never);
    line.count('WebhookFiltered', { source: 'github', route: 'all' });
    line.end('info', 'webhook processed', {});

    expect(fields()).toMatchObject({ WebhookFiltered: 1, metricsError: expect.any(RangeError) });
    expect(fields()).not.toHaveProperty('QueueWait');
  });
});
