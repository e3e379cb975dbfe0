import { expect, it } from 'vitest';
import { describeChanges } from './describe-changes.ts';
import { createRevision } from './revision-fixture.ts';

const github = { sender: 'github' } as const;
const app = { type: 'http', url: 'https://app.example.com' } as const;
const audit = { type: 'http', url: 'https://audit.example.com' } as const;
const queue = (VisibilityTimeout: number, tag = '') => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: 'spillway-dev-intake', VisibilityTimeout, Tags: [tag] },
});

it('names what of the configuration is new, gone or another, and each new source', () => {
  const before = createRevision(
    { Queue: queue(1) },
    {
      sources: { github, gitlab: { sender: 'gitlab' } },
      destinations: { app },
      routing: { routes: 'all to app', events: '' },
    },
  );
  const after = createRevision(
    { Queue: queue(2) },
    {
      sources: { github, stripe: { sender: 'stripe' } },
      destinations: { app: audit },
      routing: { routes: 'all to audit', events: '{}' },
    },
  );
  expect(describeChanges(before, after)).toEqual({
    changes: [
      'source stripe (new)',
      'source gitlab (gone)',
      'destination app (changed)',
      'routes',
      'events',
    ],
    newSources: ['stripe'],
  });
});

it('names resources where the configuration is as it was, and no property that has no effect here', () => {
  const ingestion = {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'spillway-dev-ingestion', Timeout: 10 },
  };
  const alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Threshold: 1 } };
  const before = createRevision({ Queue: queue(1), Alarm: alarm, Other: alarm });
  const after = createRevision({ Queue: queue(2), Ingestion: ingestion });
  expect(describeChanges(before, after).changes).toEqual([
    'queue spillway-dev-intake',
    'alarms',
    'function spillway-dev-ingestion',
  ]);
  expect(
    describeChanges(
      before,
      createRevision({ ...{ Queue: queue(1, 'tagged') }, Alarm: alarm, Other: alarm }),
    ).changes,
  ).toEqual([]);
});
