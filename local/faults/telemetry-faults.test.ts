import { expect, it } from 'vitest';
import type { FaultName } from '../../client/faults/catalogue.ts';
import { parseEmf } from '../aws/cloudwatch/metrics/emf.ts';
import { createRecorder } from '../aws/lambda/function-fixture.ts';
import { troubleTelemetry } from './telemetry-faults.ts';

const metrics = JSON.stringify({
  _aws: {
    Timestamp: 1,
    CloudWatchMetrics: [{ Namespace: 'Spillway', Dimensions: [[]], Metrics: [{ Name: 'Seen' }] }],
  },
  Seen: 1,
});

function logged(message: string, name?: FaultName) {
  const { observer, lines } = createRecorder();
  const seen = troubleTelemetry(observer, () => (name === undefined ? [] : [{ name, share: 1 }]));
  seen.log({ logGroup: 'group', logStream: 'stream', timestamp: 1, message });
  return lines.map((line) => line.message);
}

it('leaves a line with metrics as it is unless a fault is on', () => {
  expect(logged(metrics)).toEqual([metrics]);
});

it('cuts a line with metrics so that nothing can read it', () => {
  const [line = ''] = logged(metrics, 'telemetry-cut');
  expect(parseEmf(line)).toMatchObject({ data: [], parsingErrors: 1 });
});

it('loses a line with metrics', () => {
  expect(logged(metrics, 'telemetry-lost')).toEqual([]);
});

it.each(['telemetry-cut', 'telemetry-lost'] as const)('%s leaves other lines alone', (name) => {
  expect(logged('{"level":"WARN"}', name)).toEqual(['{"level":"WARN"}']);
});
