import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

const url = (page: string) => `https://example.com/blob/main/runbooks/${page}.md`;

function alarm(name: string, page: string, severity: 'P' | 'T', EvaluationPeriods = 1) {
  return {
    logicalId: name,
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      AlarmName: `spillway-dev-${name}`,
      AlarmActions: [`arn:aws:sns:eu-west-1:000000000000:spillway-dev-${severity}`],
      AlarmDescription: `Too many of ${name}. · Impact: Some are late. · Runbook: ${url(page)} · Dashboard: https://example.com · Severity: ${severity}`,
      ...{ Namespace: 'N', MetricName: name, Statistic: 'Sum', Period: 60, Threshold: 1 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods },
      TreatMissingData: 'notBreaching',
    },
  } as const;
}

let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture({
    alarms: [
      alarm('drain-slow', 'drain-slow', 'T'),
      alarm('queue-age', 'queue-age', 'P'),
      alarm('api-5xx', 'api-5xx', 'P', 15),
      alarm('signature-failures-github', 'signature-failures', 'T'),
      alarm('signature-failures-shop', 'signature-failures', 'T'),
    ],
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fixture.stop();
});

async function setState(name: string, StateValue: string, data?: object): Promise<void> {
  const answer = await fetch(fixture.endpoints.cloudWatch, {
    method: 'POST',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' },
    body: JSON.stringify({
      ...{ AlarmName: `spillway-dev-${name}`, StateValue, StateReason: 'by hand' },
      ...(data ? { StateReasonData: JSON.stringify(data) } : {}),
    }),
  });
  expect(answer.status).toBe(200);
}

const fire = (name: string) => setState(name, 'ALARM', { recentDatapoints: [3, 7], threshold: 1 });

describe('alarms', () => {
  it('says that nothing is wrong, and how many watch', async () => {
    expect(await fixture.run(['alarms'])).toBe(
      'Stage dev here (--stage local): no alarm is on, of 5 that watch.\n',
    );
    const { on, watching } = JSON.parse(await fixture.run(['alarms', '--json']));
    expect({ on, watching }).toEqual({ on: [], watching: 5 });
  });

  it('begins with the page that comes first, and groups what is on for the same cause', async () => {
    for (const name of ['drain-slow', 'queue-age', 'signature-failures-shop', 'api-5xx']) {
      await fire(name);
    }
    const text = await fixture.run(['alarms']);
    expect(text).toMatch(
      /^Stage dev here \(--stage local\): 4 alarms are on, of 5 that watch\. Begin with the first\.\n/,
    );
    const order = ['api-5xx', 'queue-age', 'drain-slow', 'signature-failures-shop'];
    expect([...text.matchAll(/^(?:ALARM| ) +([\w-]+) {2}[PT],/gm)].map(([, name]) => name)).toEqual(
      order,
    );
    expect(text).toMatch(
      /ALARM {2}queue-age {2}P, wakes someone {2}since .*\n {4}Too many of queue-age\. Last measured: 7, with a threshold of 1\.\n {4}Some are late\.\n {4}On with it.*\n {6}drain-slow {2}T/,
    );
    const windows = text.match(/^ +It looks at .*/gm);
    expect(windows).toEqual([
      '    It looks at the last 15 min, and may be on for that long after its cause is gone.',
    ]);
    expect(text.match(/npx spillway runbook .*/g)).toEqual([
      'npx spillway runbook api-5xx --stage local',
      'npx spillway runbook queue-age --stage local',
      'npx spillway runbook signature-failures-shop --stage local',
    ]);
    const { on } = JSON.parse(await fixture.run(['alarms', '--json']));
    expect(on[2].first).toMatchObject({
      ...{ name: 'signature-failures-shop', page: 'signature-failures', severity: 'T' },
      isMuted: false,
    });
  });

  it('says what somebody has set by hand in that one’s words', async () => {
    await setState('api-5xx', 'ALARM');
    expect(await fixture.run(['alarms'])).toContain('    by hand\n');
  });

  it('tells which alarms maintenance mutes', async () => {
    const began = Date.now() - 10 * 60_000;
    await fixture.run(['maintenance', 'on', '--for', '1h', '--reason', 'load test'], {
      now: () => began,
    });
    await fire('queue-age');
    const text = await fixture.run(['alarms']);
    expect(text).toMatch(/\nMaintenance is on until .*: load test\n/);
    expect(text).toMatch(/ALARM {2}queue-age .* {2}muted\n/);
  });

  it('counts an alarm without a verdict as blind only when it stays so', async () => {
    const text = () => fixture.run(['alarms']);
    expect(await text()).not.toContain('NO VERDICT');
    const late = { now: () => Date.now() + 2 * 3_600_000 };
    expect(await fixture.run(['alarms'], late)).toMatch(/NO VERDICT {2}queue-age since /);
  });

  it('does the same for a stage on AWS, and suggests commands for that', async () => {
    const aws = {
      ...{ AWS_ENDPOINT_URL_CLOUDWATCH: fixture.endpoints.cloudWatch, AWS_REGION: fixtureRegion },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    };
    for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
    await fire('api-5xx');
    const text = await fixture.run(['alarms', '--stage', 'dev']);
    expect(text).toContain('npx spillway runbook api-5xx --stage dev\n');
  });

  it('lists the others too with --all', async () => {
    await setState('queue-age', 'OK');
    expect(await fixture.run(['alarms', '--all'])).toMatch(/queue-age +P +OK +20/);
    const { alarms } = JSON.parse(await fixture.run(['alarms', '--all', '--json']));
    expect(alarms).toHaveLength(5);
  });

  it('prints again what has changed, until it is interrupted', async () => {
    const interruption = new AbortController();
    const steps = [() => Promise.resolve(), () => fire('api-5xx'), () => Promise.resolve()];
    const sleep = async () => {
      const step = steps.shift();
      if (step) await step();
      else interruption.abort();
    };
    const text = await fixture.run(['alarms', '--follow', '--json'], {
      ...{ sleep, signal: interruption.signal },
    });
    const printed = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(printed.map(({ on }) => on.length)).toEqual([0, 1]);
  });
});

it('fails for a stage without alarms: that nothing is on says nothing there', async () => {
  const bare = await startCliFixture();
  await expect(bare.run(['alarms'])).rejects.toThrow('The stage dev has no alarms');
  await bare.stop();
});
