import { describe, expect, it } from 'vitest';
import type { AccessEvent } from './access.ts';
import { reportGrants } from './unused-grants.ts';

const queue = 'arn:aws:sqs:us-east-1:000000000000:intake';
const event = (kind: 'granted' | 'used', action: string, role = 'Worker'): AccessEvent => ({
  ...{ kind, role, action, resource: queue },
});
const lambdaOwn = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:GetQueueAttributes',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
].map((action) => event('granted', action));

describe('granted minus used', () => {
  it('is what a role grants and no stack of the run used', () => {
    const report = reportGrants([
      ...lambdaOwn,
      event('granted', 'sqs:SendMessage'),
      event('granted', 'sqs:DeleteMessage'),
      event('used', 'sqs:SendMessage'),
      // Another role's use is none of this one's.
      event('granted', 'sqs:SendMessage', 'Other'),
    ]);
    expect(report.used).toEqual([`Worker: sqs:SendMessage on ${queue}`]);
    expect(report.unused).toEqual([
      `Other: sqs:SendMessage on ${queue}`,
      `Worker: sqs:DeleteMessage on ${queue}`,
    ]);
    expect(report.outdated).toEqual([]);
  });

  it('leaves out what only Lambda itself uses, with the reason', () => {
    const { unused, unseen } = reportGrants(lambdaOwn);
    expect(unused).toEqual([]);
    expect(unseen).toHaveLength(lambdaOwn.length);
    expect(unseen[0]).toMatch(/^Worker: logs:CreateLogStream on .*: Lambda writes/);
  });

  it('knows a reason that is out of date: what is used after all, and what no role has', () => {
    const [first, ...others] = lambdaOwn;
    const used = event('used', others[0]?.action ?? '');
    expect(reportGrants([...others, used]).outdated).toEqual([first?.action, used.action]);
    // Where one role uses it and another one does not, the other one needs the reason.
    const elsewhere = (['granted', 'used'] as const).map((kind) =>
      event(kind, used.action, 'Other'),
    );
    expect(reportGrants([...lambdaOwn, ...elsewhere]).outdated).toEqual([]);
  });
});
