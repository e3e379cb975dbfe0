import {
  CloudWatchClient,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLogs } from '../../client/logs/open-logs.ts';
import { findStage } from '../../client/stage/stage.ts';
import { annotationLogOf } from '../../dashboards/watched.ts';
import { metrics } from '../../service/telemetry/metric-names.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;
beforeAll(async () => {
  fixture = await startCliFixture();
});
afterAll(() => fixture.stop());

const annotate = (...args: string[]) => fixture.run(['annotate', ...args]);

/** What the dashboard shows of the notes. */
async function notes() {
  const client = openLogs(findStage('local', fixture.root));
  const { events = [] } = await client.send(
    new FilterLogEventsCommand({ logGroupName: annotationLogOf({ stage: 'dev' }) }),
  );
  client.destroy();
  return events.map(({ message = '' }) => JSON.parse(message));
}

describe('spillway annotate', () => {
  it('writes the text, and marks its time on the graphs', async () => {
    const at = new Date(Math.floor(Date.now() / 60_000 - 10) * 60_000);
    const args = ['500 a second', '--kind', 'loadtest', '--at', at.toISOString()];
    expect(await annotate(...args)).toBe(
      `Marked on the graphs of dev at ${at.toISOString()}: loadtest.\n`,
    );

    expect(await notes()).toContainEqual(
      expect.objectContaining({ message: '500 a second', kind: 'loadtest' }),
    );
    const client = new CloudWatchClient({
      ...{ endpoint: fixture.endpoints.cloudWatch, region: 'eu-west-1' },
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const named = { Namespace: 'Spillway', MetricName: 'Annotation' };
    const { Metrics = [] } = await client.send(new ListMetricsCommand(named));
    // As `dashboards/marks.ts` searches for them.
    const [Dimensions] = Metrics.map((metric) => metric.Dimensions);
    expect(Dimensions?.map(({ Name }) => Name).toSorted()).toEqual(
      ['service', ...metrics.Annotation.dimensions.flat()].toSorted(),
    );
    expect(Dimensions).toContainEqual({ Name: 'service', Value: 'spillway-dev' });
    const range = { StartTime: at, EndTime: new Date(at.getTime() + 60_000), Period: 60 };
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({ ...named, Dimensions, ...range, Statistics: ['Sum'] }),
    );
    expect(Datapoints?.map(({ Sum }) => Sum)).toEqual([1]);
    client.destroy();
  });

  it('takes a hostile text as a text', async () => {
    const text = '","kind":"x","_aws":{}}\n\u001b[31m<script>\u202e';
    const { kind, text: written } = JSON.parse(await annotate(text, '--json'));
    expect([kind, written]).toEqual(['note', text]);
    expect(await notes()).toContainEqual(expect.objectContaining({ message: text, kind: 'note' }));
  });

  it.each([
    [['  '], 'A text has 1 to 1000 characters'],
    [['x'.repeat(1001)], 'A text has 1 to 1000 characters, and this one has 1001'],
    [['x', '--kind', 'party'], 'Allowed choices are note, loadtest, maintenance, deployment'],
    [['x', '--at', '20d'], 'of the last 14 days'],
    [['x', '--at', '2126-11-25'], 'up to 2 hours ahead'],
  ])('refuses %j', async (args, message) => {
    const before = (await notes()).length;
    await expect(annotate(...args)).rejects.toThrow(message);
    expect(await notes()).toHaveLength(before);
  });
});
