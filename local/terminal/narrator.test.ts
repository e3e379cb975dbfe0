import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { createAlarm, type Transition } from '../aws/cloudwatch/alarms/alarm.ts';
import { readAlarm } from '../aws/cloudwatch/alarms/alarm-definition.ts';
import type { AlarmState } from '../aws/cloudwatch/alarms/alarm-state.ts';
import { createNarrator, type Narrator } from './narrator.ts';

let written: string;
let narrator: Narrator;

beforeEach(() => {
  vi.useFakeTimers();
  written = '';
  narrator = createNarrator(createTerminal({ write: (text) => (written += text) }));
});
afterEach(() => {
  narrator.stop();
  vi.useRealTimers();
});

const timestamp = new Date(2026, 10, 25, 12, 0, 1).getTime();
const groups = {
  ingestion: '/aws/lambda/spillway-dev-ingestion',
  processing: '/aws/lambda/spillway-dev-processing',
  gateway: '/aws/apigateway/spillway-dev',
};

function hear(from: keyof typeof groups, line: string | object): void {
  const message = typeof line === 'string' ? line : JSON.stringify(line);
  narrator.log({ logGroup: groups[from], logStream: 's', timestamp, message });
}
const own = (level: string, message: string, fields: object) => ({
  ...{ level, message, timestamp: '2026-11-25T11:00:01.000Z', service: 'spillway-dev-processing' },
  ...{ cold_start: false, function_request_id: 'r-1', sampling_rate: 0, xray_trace_id: '1-2' },
  ...fields,
});
const push = { deliveryId: 'd-1', source: 'github', type: 'push' };
const down = { name: 'DeliveryError', message: 'Destination app answered 503', stack: 'at …' };
const refused = { name: 'PermanentError', message: 'Destination app answered 410', location: '' };

/** An alarm of the template in another state. */
function turned(
  slug: string,
  [previous, state]: readonly [AlarmState, AlarmState],
  actions: readonly string[] = ['arn:aws:sns:us-east-1:000000000000:spillway-dev-pages'],
): Transition {
  const properties = {
    ...{ AlarmName: `spillway-dev-${slug}`, AlarmActions: actions, AlarmRule: 'FALSE' },
    AlarmDescription: 'It has 1 number. · Impact: None. · Runbook: https://example.com/it.md',
  };
  const type = 'AWS::CloudWatch::CompositeAlarm';
  const definition = readAlarm({ logicalId: slug, type, properties });
  const identity = { name: properties.AlarmName, arn: '', createdAt: timestamp } as const;
  const alarm = createAlarm({ ...identity, type: 'CompositeAlarm' }, definition, undefined);
  return { alarm, previous, state, reason: 'as tested', at: timestamp };
}

describe('npm start', () => {
  it.each<[string, keyof typeof groups, object | string, string]>([
    [
      'delivered',
      'processing',
      own('INFO', 'webhook processed', {
        ...push,
        ageMs: 160,
        delivered: { app: 142, 'handler:own%20code': 150 },
      }),
      'delivered  d-1  github push → app 142 ms, the handler of own code 150 ms',
    ],
    [
      'filtered, by the condition of each route',
      'processing',
      own('INFO', 'webhook filtered', {
        ...{ ...push, route: 'releases', moreReasons: 2 },
        reasons: [
          { route: 'releases', why: "type is not 'release'" },
          { route: 'closed', why: "json.action is not 'closed'" },
          ...['c', 'd'].map((route) => ({ route, why: 'source is not any' })),
        ],
      }),
      "filtered   d-1  github push: route releases: type is not 'release'; route closed: json.action is not 'closed'; route c: source is not any; and 3 more",
    ],
    [
      'a repetition',
      'processing',
      own('INFO', 'webhook duplicate', { ...push, ageMs: 3 }),
      'duplicate  d-1  github push: it came before, and is not delivered again',
    ],
    [
      'a handshake',
      'ingestion',
      own('INFO', 'handshake answered', { source: 'zoom', handshake: 'challenge' }),
      'answered   zoom: the handshake challenge',
    ],
    [
      'refused, with the likely mistake',
      'ingestion',
      own('WARN', 'webhook rejected', {
        ...{ source: 'github', status: 401, reason: 'signature-mismatch', trackingId: 't-1' },
        explanation: 'body-reserialized',
      }),
      'refused    github: 401 signature-mismatch: something on the way parsed the JSON and wrote it anew',
    ],
    [
      'refused, where nothing has to be explained',
      'ingestion',
      own('WARN', 'webhook rejected', {
        ...{ source: 'github', status: 401, reason: 'signature-missing', trackingId: 't-1' },
        explanation: 'unexplained',
      }),
      'refused    github: 401 signature-missing',
    ],
    [
      'refused by a failure of ours',
      'ingestion',
      own('ERROR', 'webhook refused by a failure of ours', {
        ...{ source: 'github', status: 503, reason: 'queue-unavailable' },
        error: { name: 'QueueUnavailableError', message: 'SQS is away' },
      }),
      'refused    github: 503 queue-unavailable: SQS is away',
    ],
    [
      'sent to a source that nobody configured',
      'gateway',
      {
        ...{ path: '/dev/webhooks/githb', status: '404' },
        ...{ errorType: '-', errorMessage: '-' },
      },
      'refused    /dev/webhooks/githb: 404 unknown-source: no source has this name',
    ],
    [
      'refused by the gateway',
      'gateway',
      {
        ...{ path: '/dev/webhooks/github', status: '503' },
        ...{ errorType: 'THROTTLED', errorMessage: 'Too Many Requests' },
      },
      'refused    /dev/webhooks/github: 503 of the gateway: THROTTLED: Too Many Requests',
    ],
    [
      'tried again soon',
      'processing',
      own('WARN', 'webhook failed, to be tried again', {
        ...{ ...push, messageId: 'm', destinations: ['app'], error: down, inSeconds: 5 },
      }),
      'retry      d-1  github push → app: Destination app answered 503; again in 5 s',
    ],
    [
      'tried again late, by an error of a transform',
      'processing',
      own('WARN', 'webhook failed, put back', {
        ...{ ...push, destinations: ['app'], inSeconds: 90 },
        error: { name: 'TypeError', message: 'x is not a function' },
      }),
      'retry      d-1  github push → app: TypeError: x is not a function; again in 1 min 30 s',
    ],
    [
      'parked',
      'processing',
      own('WARN', 'webhook parked, to be tried later', {
        ...{ ...push, destinations: ['app'], inSeconds: 60 },
        error: { name: 'DestinationRestsError', message: 'Destination app rests' },
      }),
      'resting    d-1  github push: Destination app rests; again in 1 min',
    ],
    [
      'a dead letter of one destination',
      'processing',
      own('ERROR', 'delivery dead-lettered', {
        ...{ ...push, destination: 'app', reason: 'refused', error: refused },
      }),
      'dead       d-1  github push → app: Destination app answered 410 (refused); see: npx spillway dlq show d-1 --stage local',
    ],
    [
      'a dead letter whose id a shell would misread',
      'processing',
      own('ERROR', 'webhook dead-lettered', {
        ...{ ...push, deliveryId: "-it's", reason: 'exhausted', error: down },
      }),
      "dead       -it's  github push: Destination app answered 503 (exhausted); see: npx spillway dlq show --stage local -- '-it'\\''s'",
    ],
    [
      'the other destinations of a dead letter',
      'processing',
      own('INFO', 'webhook dead-lettered', { ...push, reason: 'refused', delivered: { b: 20 } }),
      'delivered  d-1  github push → b 20 ms',
    ],
    [
      'what a transform writes, with nothing for a terminal to obey',
      'processing',
      '2026-11-25T11:00:01.000Z\tr-1\tINFO\tpush \u001b[31mred\u202e\u009b2J',
      'console    processing: push �[31mred��2J',
    ],
    [
      'what a transform complains of',
      'processing',
      '2026-11-25T11:00:01.000Z\tr-1\tERROR\tout of order',
      'error      processing: out of order',
    ],
    [
      'a warning',
      'processing',
      own('WARN', 'using the last good secret', { destination: 'app', error: down }),
      'warning    processing: using the last good secret destination=app error="DeliveryError: Destination app answered 503"',
    ],
    [
      'what a handler writes, in JSON',
      'processing',
      { timestamp: '2026-11-25T11:00:01.000Z', level: 'INFO', requestId: 'r-1', message: 'hello' },
      'console    processing: hello',
    ],
    [
      'an invocation that was cut off, in JSON',
      'processing',
      {
        ...{ time: '2026-11-25T11:00:01.000Z', type: 'platform.report' },
        record: { requestId: 'r-1', metrics: { durationMs: 3000 }, status: 'timeout' },
      },
      'error      processing: the invocation ended after 3000.00 ms: timeout',
    ],
    [
      'an invocation that was cut off',
      'processing',
      'REPORT RequestId: r-1\tDuration: 3000.00 ms\tStatus: timeout',
      'error      processing: the invocation ended after 3000.00 ms: timeout',
    ],
  ])('tells of a webhook in one line: %s', (_, from, line, told) => {
    hear(from, line);
    expect(written).toBe(`  12:00:01  ${told}\n`);
  });

  it.each<[keyof typeof groups, object | string]>([
    ['ingestion', own('INFO', 'webhook accepted', { ...push, bytes: 2 })],
    ['ingestion', own('WARN', 'webhook rejected', { source: 'unknown', reason: 'unknown-source' })],
    ['processing', own('INFO', 'webhook copy left over', push)],
    ['processing', own('INFO', 'webhook dead-lettered', { ...push, reason: 'refused' })],
    ['processing', { _aws: {}, WebhookProcessed: 1 }],
    ['processing', 'END RequestId: r-1'],
    ['processing', { time: '2026-11-25T11:00:01.000Z', type: 'platform.start', record: {} }],
    ['gateway', { path: '/dev/webhooks/github', status: '202', errorType: '-' }],
    ['gateway', { path: '/dev/webhooks/github', status: '401', errorType: '-' }],
  ])('says nothing of what another line tells: %s %j', (from, line) => {
    hear(from, line);
    expect(written).toBe('');
  });

  it('keeps the lines of what a handler writes, under each other', () => {
    hear('processing', '2026-11-25T11:00:01.000Z\tr-1\tINFO\t{\n  a: 1\n}');
    expect(written).toBe(
      `  12:00:01  console    processing: {\n${' '.repeat(23)}  a: 1\n${' '.repeat(23)}}\n`,
    );
  });

  it('folds a flood into counts, and still shows what goes wrong in it', () => {
    const processed = own('INFO', 'webhook processed', { ...push, delivered: { app: 1 } });
    for (let count = 0; count < 500; count++) hear('processing', processed);
    hear('processing', own('INFO', 'webhook filtered', push));
    hear('ingestion', own('WARN', 'webhook rejected', { source: 'a', status: 401, reason: 'b' }));
    const lines = () => written.trimEnd().split('\n');
    expect(lines()).toHaveLength(20 + 1);
    expect(lines().at(-1)).toContain('refused    a: 401 b');
    vi.advanceTimersByTime(1000);
    expect(lines().at(-1)).toBe('  … and in the same second: 480 delivered, 1 filtered');
    for (let count = 0; count < 300; count++) hear('processing', processed);
    vi.advanceTimersByTime(1000);
    expect(lines()).toHaveLength(22 + 5 + 1);
    expect(lines().at(-1)).toBe('  … and in the same second: 295 delivered');
    vi.advanceTimersByTime(5000);
    for (let count = 0; count < 20; count++) hear('processing', processed);
    expect(lines()).toHaveLength(28 + 20);
  });

  it('tells of an alarm and its page in the midst of a flood, and when it is off', () => {
    const dead = own('ERROR', 'webhook dead-lettered', { ...push, error: down, reason: 'refused' });
    for (let count = 0; count < 500; count++) hear('processing', dead);
    const last = () => written.trimEnd().split('\n').at(-1);
    narrator.alarm(turned('signature-failures-it', ['OK', 'ALARM']));
    expect(last()).toBe(
      '  12:00:01  alarm      signature-failures-it: It has 1 number. What to do: npx spillway runbook signature-failures-it --stage local',
    );
    narrator.alarm(turned('signature-failures-it', ['ALARM', 'OK']));
    expect(last()).toBe('  12:00:01  over       signature-failures-it: the alarm is off');
  });

  it('says nothing of an alarm that is a part of another one, or that has no data yet', () => {
    narrator.alarm(turned('availability-burn-1h', ['OK', 'ALARM'], []));
    narrator.alarm(turned('queue-age', ['OK', 'INSUFFICIENT_DATA']));
    narrator.alarm(turned('queue-age', ['INSUFFICIENT_DATA', 'OK']));
    expect(written).toBe('');
  });

  it('colours its words on a terminal only', () => {
    let shown = '';
    const terminal = createTerminal({ isTTY: true, write: (text) => (shown += text) });
    const colourful = createNarrator(terminal);
    const message = JSON.stringify(own('INFO', 'webhook processed', { ...push, delivered: {} }));
    colourful.log({ logGroup: groups.processing, logStream: 's', timestamp, message });
    colourful.stop();
    expect(shown).toContain('\u001b[32mdelivered\u001b[39m');
  });
});
