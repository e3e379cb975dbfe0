import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../client/faults/fault.ts';
import { createManualClock } from '../cloudwatch/manual-clock.ts';
import { DeployedRules, type RuleParts } from './deployed-rules.ts';
import { createRuleActions } from './rule-actions.ts';

const minuteMs = 60_000;
const arn = 'arn:aws:lambda:us-east-1:000000000000:function:audit';
const rule = {
  ...{ name: 'audit', arn: 'arn:aws:events:us-east-1:000000000000:rule/audit', isEnabled: true },
  expression: 'cron(2/5 * * * ? *)',
  targets: [{ arn, functionName: 'audit' }],
};

/** The clock shows noon. @param isAllowed whether the function lets EventBridge call it */
function start({ isAllowed = true, settings = [rule], faults = [] as Fault[] } = {}) {
  const clock = createManualClock();
  const times: string[] = [];
  const asked: unknown[] = [];
  const parts: RuleParts = {
    world: { region: 'us-east-1', accountId: '000000000000', stackName: 'test' },
    clock,
    faults: () => faults,
    iam: {
      checkService(...question) {
        asked.push(question);
        return isAllowed ? undefined : { kind: 'denied', action: '', message: '' };
      },
    },
    functions: new Map([
      [
        'audit',
        {
          async invoke({ payload }: { payload: string }) {
            times.push(JSON.parse(payload).time);
            return { kind: 'success' as const, payload: 'null' };
          },
        },
      ],
    ]),
  };
  const rules = new DeployedRules();
  rules.deploy(settings, parts);
  return { clock, times, asked, rules, parts };
}

it('calls its functions whenever the schedule is due, and tells them when that was', () => {
  const { clock, times } = start();
  clock.advance(13 * minuteMs);
  expect(times).toEqual(['2026-01-05T12:02:00Z', '2026-01-05T12:07:00Z', '2026-01-05T12:12:00Z']);
});

it('calls none while schedules are stopped, and makes up for none', () => {
  const faults: Fault[] = [{ name: 'schedules-stopped', share: 1 }];
  const { clock, times } = start({ faults });
  clock.advance(8 * minuteMs);
  expect(times).toEqual([]);
  faults.length = 0;
  clock.advance(5 * minuteMs);
  expect(times).toEqual(['2026-01-05T12:12:00Z']);
});

it('calls no function whose policy does not allow it for this rule', () => {
  const { clock, times, asked } = start({ isAllowed: false });
  clock.advance(3 * minuteMs);
  expect(times).toEqual([]);
  const need = { action: 'lambda:InvokeFunction', resource: arn };
  expect(asked).toEqual([['events.amazonaws.com', need, rule.arn]]);
});

it('keeps its rhythm over a deployment that leaves it as it was', () => {
  const every = { ...rule, expression: 'rate(5 minutes)' };
  const { clock, times, rules, parts } = start({ settings: [every] });
  clock.advance(4 * minuteMs);
  rules.deploy([every], parts);
  clock.advance(2 * minuteMs);
  expect(times).toEqual(['2026-01-05T12:05:00Z']);
});

it('is over once a deployment takes it away or switches it off, and when the stack ends', () => {
  const { clock, times, rules, parts } = start();
  rules.deploy([{ ...rule, isEnabled: false }], parts);
  clock.advance(10 * minuteMs);
  rules.deploy([rule], parts);
  rules.stop();
  clock.advance(10 * minuteMs);
  expect(times).toEqual([]);
});

describe('a rule that somebody disables', () => {
  it('calls nothing until it is enabled, whatever is deployed meanwhile', () => {
    const { clock, times, rules, parts } = start();
    const actions = createRuleActions(rules);
    actions.DisableRule?.({ Name: 'audit' });
    expect(actions.DescribeRule?.({ Name: 'audit' })).toMatchObject({ State: 'DISABLED' });
    clock.advance(8 * minuteMs);
    rules.deploy([rule], parts);
    clock.advance(minuteMs);
    expect(times).toEqual([]);
    actions.EnableRule?.({ Name: 'audit' });
    expect(actions.ListRules?.({})).toMatchObject({ Rules: [{ State: 'ENABLED' }] });
    clock.advance(4 * minuteMs);
    expect(times).toEqual(['2026-01-05T12:12:00Z']);
  });

  it('has to be there', () => {
    const actions = createRuleActions(start().rules);
    expect(() => actions.DisableRule?.({ Name: 'no' })).toThrow('Rule no does not exist');
  });
});
