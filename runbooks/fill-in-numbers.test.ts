import { expect, it } from 'vitest';
import { fillInNumbers } from './fill-in-numbers.ts';

const resources = [
  {
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...{ AlarmName: 'spillway-prod-signature-failures-shop', Statistic: 'Sum', Period: 60 },
      ...{ MetricName: 'WebhookRejected', Namespace: 'Spillway', Threshold: 5_000 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
      ...{ DatapointsToAlarm: 2, EvaluationPeriods: 3 },
      AlarmDescription: 'Shop has 1. · Impact: shop loses them. · Severity: T',
    },
  },
  {
    type: 'AWS::SQS::Queue',
    properties: { QueueName: 'spillway-prod-intake', MessageRetentionPeriod: 345_600 },
  },
];
const fill = (page: string) => fillInNumbers('signature-failures', page, resources);

it('writes what is deployed between the comments, and leaves everything else', () => {
  const page = fill(
    'before\n<!-- numbers of prod: intake-retention -->\nyesterday\n<!-- end of numbers -->\nafter',
  );
  expect(page).toMatch(/^before\n<!-- numbers of prod: intake-retention -->\n\| in prod/);
  expect(page).toMatch(/\n<!-- end of numbers -->\nafter$/);
  expect(page).not.toContain('yesterday');
  expect(page).toContain('| impact | The source loses them. |');
  expect(page).toContain('| one alarm for each | such as `signature-failures-shop` |');
  expect(page).toContain('| > 5,000, in 2 of 3 periods of 60 s; no data is good |');
  expect(page).toContain('| SQS deletes a webhook that has waited | 4 days |');
  expect(fill(page)).toBe(page);
});

it.each([
  ['no comments', /signature-failures\.md has no place/],
  ['<!-- numbers of prod: patience -->\n<!-- end of numbers -->', /no number is called patience/],
  ['<!-- numbers of prod: throttle -->\n<!-- end of numbers -->', /no such AWS::ApiGateway::Stage/],
])('refuses %j', (page, message) => {
  expect(() => fill(page)).toThrow(message);
});
