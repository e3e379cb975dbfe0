import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError } from '../../client/command-error.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';
import { type Typist, typing, walkPage } from './walk-fixture.ts';

const alarm = {
  logicalId: 'DlqNotEmpty',
  type: 'AWS::CloudWatch::Alarm',
  properties: {
    AlarmName: 'spillway-dev-dlq-not-empty',
    AlarmActions: ['arn:aws:sns:eu-west-1:000000000000:spillway-dev-pages'],
    AlarmDescription:
      'At least 1. · Impact: Late. · Runbook: https://example.com/runbooks/dlq-not-empty.md · Dashboard: https://example.com · Severity: P, in maintenance too',
    ...{ Namespace: 'N', MetricName: 'm', Statistic: 'Sum', Period: 60, Threshold: 1 },
    ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 },
    TreatMissingData: 'notBreaching',
  },
} as const;

let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture({
    alarms: [alarm],
    sources: { github: { sender: 'github' } },
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fixture.stop();
});

const page = 'dlq-not-empty';

const refused = {
  ...{ reason: 'refused', fingerprint: '0123456789ab', attempts: '1' },
  ...{ lastError: 'Destination app answered 410', destination: 'app' },
  failed: '2026-11-25T10:00:00.000Z/2026-11-25T10:05:00.000Z',
};

async function setAlarm(StateValue: string): Promise<void> {
  const answer = await fetch(fixture.endpoints.cloudWatch, {
    method: 'POST',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.SetAlarmState' },
    body: JSON.stringify({
      ...{ AlarmName: alarm.properties.AlarmName, StateValue, StateReason: 'by hand' },
    }),
  });
  expect(answer.status).toBe(200);
}

const isAt = (shown: string, command: string) => shown.includes(`  npx spillway ${command}`);

describe('runbook', () => {
  it('prints the page where nobody can be asked, and names what to do in this stage’s shell', async () => {
    const text = await fixture.run(['runbook', page]);
    expect(text).toMatch(/^dlq-not-empty\n/);
    expect(text).toContain('eval "$(npx spillway env)"');
    expect(text).not.toContain('time-to-detect');
    expect(text).toMatch(/The numbers are those of prod: The embedded stack does not answer\.\n$/);
  });

  it('prints a page where no stack runs, with the numbers of prod and why', async () => {
    const root = mkdtempSync(join(tmpdir(), 'spillway-no-stack-'));
    try {
      const text = await fixture.run(['runbook', `spillway-prod-${page}`, '--print'], { root });
      expect(text).toMatch(/^dlq-not-empty\n/);
      expect(text).toMatch(/The numbers are those of prod: No embedded stack is running\.\n$/);
      const walked = fixture.run(['runbook', page, '--run'], { root });
      await expect(walked).rejects.toThrow('No embedded stack is running.');
      const misspelt = fixture.run(['runbook', 'dlq-not-emty', '--print'], { root });
      await expect(misspelt).rejects.toThrow('Did you mean dlq-not-empty?');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it('has the page as data with --json', async () => {
    const read = JSON.parse(await fixture.run(['runbook', `spillway-dev-${page}`, '--json']));
    expect(read).toMatchObject({ alarm: page, page, stage: 'dev', frontMatter: { severity: 'P' } });
    expect(read.blocks.length).toBeGreaterThan(4);
  });

  it('takes the alarm that is on where none is named, and lists the pages where none is on', async () => {
    const calm = await fixture.run(['runbook']);
    expect(calm).toMatch(/^Stage dev here \(--stage local\): no alarm is on\./);
    expect(calm).toMatch(/queue-age +P +\w/);
    await setAlarm('ALARM');
    expect(await fixture.run(['runbook'])).toMatch(/^dlq-not-empty\n/);
  });

  it('runs all that only reads with --run, and changes nothing', async () => {
    fixture.addDeadLetter({}, refused);
    const setExitCode = vi.fn();
    const text = await fixture.run(['runbook', page, '--run', '--json'], { setExitCode });
    const { ran } = JSON.parse(text);
    const commands = ran.flatMap((one: { commands: { command: string }[] }) =>
      one.commands.map(({ command }) => command),
    );
    expect(commands).toContain('npx spillway dlq summary');
    expect(commands.join('\n')).not.toMatch(/discard|--sample/);
    expect(JSON.stringify(ran)).toContain('1 dead letters');
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(1);
  });
});

describe('a walk', () => {
  it('shows, runs and compares what it is told to, and records it', async () => {
    fixture.addDeadLetter({}, refused);
    await setAlarm('ALARM');
    const type = typing(
      [
        [/^<FINGERPRINT> \(Enter: [0-9a-f]{12}\): $/, ''],
        [/^<REASON>: $/, "not ours, it's old"],
        [/^Type yes/, 'yes'],
        [/^Verify/, 'n'],
        [/^Note: $/, 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0 is with me'],
        [/\[w\]ait/, 'q'],
      ],
      { status: 'r', 'dlq summary': 'r', 'dlq redrive --dry-run': 'n', 'dlq discard': 'run' },
    );
    const { screen, transcript, error } = await walkPage(fixture, [page], type);
    expect(error).toBeUndefined();
    expect(screen).toContain('dlq-not-empty is on since ');
    expect(screen).toContain('the alarm is on. It looks at the last 1 min, and');
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
    expect(transcript).toMatch(/^# dlq-not-empty, stage dev, begun 20\d\d-.*Z\n/);
    expect(transcript).toMatch(/```sh\nnpx spillway dlq summary\n```\n```text\n1 dead letters\n/);
    expect(transcript).toMatch(/\nexit code 0, after \d+\.\d s, at 20.*Z\n/);
    expect(transcript).toMatch(/\n- 20.*Z \*\*note\*\*: \(hidden\) is with me\n/);
    expect(transcript).toMatch(
      /dlq discard --fingerprint [0-9a-f]{12} --reason "not ours, it's old"\n/,
    );
    expect(transcript).toMatch(/## Changed and undone\n\n- 20.*`npx spillway dlq discard .*Undo: /);
    expect(transcript).toContain('**skipped**: `npx spillway logs');
    expect(screen).toContain('`ALARM spillway-dev-dlq-not-empty since`');
  });

  it('runs what the first five minutes have unasked after `all`, and goes back', async () => {
    const questions: string[] = [];
    const { screen } = await walkPage(fixture, [page], (_, question) => {
      questions.push(question);
      return ['all', 'back'][questions.length - 1];
    });
    expect(screen.match(/^\$ npx spillway/gm)?.length).toBeGreaterThan(1);
    expect(questions[0]).toContain('[a]ll');
    expect(questions).toHaveLength(3);
    expect(screen.match(/^Step 3 of/gm)).toHaveLength(2);
  });

  it.each([['no'], ['y'], ['']])('changes nothing after %j', async (typed) => {
    fixture.addDeadLetter({}, refused);
    const questions = [
      [/^Type yes/, typed],
      [/^</, 'abc'],
    ] as const;
    const type = typing(questions, { 'dlq discard': 'r' });
    const { screen, transcript } = await walkPage(fixture, [page], type);
    expect(screen).toContain('Not run: it was not confirmed.');
    expect(transcript).toContain('**not run**: it was not confirmed');
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(1);
  });

  it('wants the name of a deployed stage typed, and says which account it is', async () => {
    const { sqs, cloudWatch } = fixture.endpoints;
    const aws = {
      ...{ AWS_ENDPOINT_URL_SQS: sqs, AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch },
      ...{ AWS_REGION: fixtureRegion, AWS_ENDPOINT_URL_S3: sqs },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    };
    for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
    fixture.addDeadLetter({}, refused);
    const questions = [
      [/^This changes/, 'yes'],
      [/^</, 'abc'],
    ] as const;
    const type = typing(questions, { 'dlq discard': 'r' });
    const { screen } = await walkPage(fixture, [page, '--stage', 'dev'], type);
    expect(screen).toContain(
      'This changes the stage dev, in account 000000000000, eu-west-1. Type dev to run it: yes\n',
    );
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(1);
  });

  it('lets nobody take one of several by Enter', async () => {
    fixture.addDeadLetter({}, refused);
    fixture.addDeadLetter({}, { ...refused, fingerprint: 'ba9876543210' });
    const questions = [[/^<FINGERPRINT> \(seen: [0-9a-f]{12}, [0-9a-f]{12}\): $/, '']] as const;
    const type = typing(questions, { 'dlq summary': 'r', 'dlq discard': 'r' });
    const { screen } = await walkPage(fixture, [page], type);
    expect(screen).toContain('Not run: no value was given.');
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(2);
  });

  it('ends with the command that Ctrl-C has ended, which is in the transcript', async () => {
    const interruption = new AbortController();
    const type: Typist = (shown) => {
      if (!isAt(shown, 'dlq summary')) return 's';
      interruption.abort();
      return 'r';
    };
    const { error, transcript } = await walkPage(fixture, [page], type, {
      signal: interruption.signal,
    });
    expect(error).toMatchObject({ exitCode: 130 });
    expect(transcript).toMatch(/```sh\nnpx spillway dlq summary\n```\n[\s\S]*exit code/);
    expect(transcript).toContain('Each output that was compared was as the page says.');
    expect(transcript).toContain('## To do');
  });

  it('has all up to Ctrl-C in its transcript, and goes on with it', async () => {
    const interrupted = new CommandError('Interrupted.', undefined, { exitCode: 130 });
    const first = await walkPage(fixture, [page], (shown) =>
      isAt(shown, 'status') ? 'r' : Promise.reject(interrupted),
    );
    expect(first.error).toMatchObject({
      ...{ message: 'Interrupted.', exitCode: 130 },
      remedy: expect.stringMatching(
        /To go on with this run: npx spillway runbook dlq-not-empty --stage local --transcript .*transcript\.md/,
      ),
    });
    expect(first.transcript).toMatch(/npx spillway status\n[\s\S]*exit code 0/);
    expect(first.transcript).toContain('## Cause');
    const second = await walkPage(fixture, [page], () => 'q');
    const [begun] = first.transcript.split('\n## Cause');
    expect(second.transcript.startsWith(`${begun}\n- 20`)).toBe(true);
    expect(second.transcript).toMatch(/\n- 20.*Z \*\*goes on\*\*, by [\s\S]*\n## Cause\n/);
    expect(second.transcript.match(/^## Cause$/gm)).toHaveLength(1);
  });
});
