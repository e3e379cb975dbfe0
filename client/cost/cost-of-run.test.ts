import { describe, expect, it } from 'vitest';
import { costOfRun } from './cost-of-run.ts';
import type { MeterReading } from './read-meter.ts';

const reading = (seconds: number, webhooks: number): MeterReading => ({
  ...{ seconds, accepted: webhooks },
  usage: [
    { unit: 'restRequest', of: '/webhooks/{source}', amount: webhooks },
    { unit: 'writeUnit', of: 'PutItem', amount: 2 * webhooks },
    { unit: 'queueCall', of: 'ReceiveMessage, empty', amount: 10 * seconds },
  ],
  functions: [
    {
      ...{ of: 'spillway-dev-ingestion', memoryMb: 1_024, invocations: webhooks, initMs: 0 },
      ...{ billedMs: 60 * webhooks, cpuMs: webhooks, waitMs: webhooks, ownMs: 3 * webhooks },
    },
  ],
});

describe('what a million webhooks like those of a run cost', () => {
  it('is what was metered between two readings, without what goes by time', () => {
    const cost = costOfRun(reading(10, 500), reading(70, 1_100), 600);
    expect(cost?.ratePerSecond).toBe(10);
    expect(cost?.parts).toEqual([
      { name: 'API Gateway', dollars: 3.5 },
      { name: 'DynamoDB', dollars: 1.25 },
      { name: 'WAF', dollars: expect.closeTo(0.6, 9) },
      { name: 'Lambda', dollars: expect.closeTo(0.04, 6) },
    ]);
    expect(cost?.dollars).toBeCloseTo(5.39, 6);
  });

  it('has no web ACL where the stage has none', () => {
    const cost = costOfRun(reading(0, 0), reading(60, 600), 600, false);
    expect(cost?.parts.map(({ name }) => name)).toEqual(['API Gateway', 'DynamoDB', 'Lambda']);
  });

  it('is unknown where nothing was accepted, or the stack began anew', () => {
    expect(costOfRun(reading(10, 500), reading(70, 500), 0)).toBeUndefined();
    expect(costOfRun(reading(70, 500), reading(10, 100), 100)).toBeUndefined();
    expect(costOfRun(reading(10, 500), reading(70, 100), 100)).toBeUndefined();
  });
});
