import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseEmf } from '../../local/aws/cloudwatch/metrics/emf.ts';
import { createEmfWriter } from './emf.ts';
import { joinDocuments } from './join-documents.ts';
import { createCollector, type Meter } from './metrics.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'spillway-test-processing');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function documentsOf(measure: (meter: Meter) => void) {
  const collector = createCollector();
  measure(collector);
  return collector.take().flatMap(createEmfWriter().serialize);
}

const dataOf = (documents: readonly object[]) =>
  documents
    .flatMap((document) => parseEmf(JSON.stringify(document)).data)
    .map(({ name, dimensions, values }) => JSON.stringify([name, dimensions, values]))
    .toSorted();

it('makes one document of a batch, in which each metric has its own dimensions and values', () => {
  const documents = documentsOf((meter) => {
    for (const ms of [40, 50]) meter.record('QueueWait', ms, {});
    meter.count('WebhookProcessed', { source: 'github' }, 2);
    meter.record('EndToEndLatency', 95, { source: 'github' });
    meter.record('DeliveryLatency', 50, { destination: 'app' });
  });
  const joined = joinDocuments(documents);

  expect([documents.length, joined.length]).toEqual([3, 1]);
  expect(dataOf(joined)).toEqual(dataOf(documents));
});

it('keeps apart what has other values of a dimension, and loses none', () => {
  const documents = documentsOf((meter) => {
    for (const source of ['github', 'stripe']) meter.count('WebhookProcessed', { source });
    for (const destination of ['app', 'audit']) {
      meter.record('DeliveryLatency', 50, { destination });
    }
  });
  const joined = joinDocuments(documents);

  expect(joined.map(({ source, destination }) => [source, destination])).toEqual([
    ['github', 'app'],
    ['stripe', 'audit'],
  ]);
  expect(dataOf(joined)).toEqual(dataOf(documents));
});
