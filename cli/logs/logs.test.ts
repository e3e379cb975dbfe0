import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
let fixture: CliFixture;
beforeAll(async () => {
  fixture = await startCliFixture();
  write('ingestion', 3600, { level: 'INFO', message: 'an hour ago' });
  write('ingestion', 60, {
    ...{ level: 'INFO', message: 'webhook accepted', service: 'spillway-dev-ingestion' },
    ...{ source: 'github', deliveryId: 'd-1', type: 'push' },
  });
  write(
    'processing',
    58,
    '2026-11-25T11:59:02.000Z\tid\tINFO\tof a\u001b[31m transform\nin two lines',
  );
  write('processing', 57, {
    ...{ level: 'WARN', message: 'webhook failed, to be tried again', deliveryId: 'd-1' },
    error: { name: 'DeliveryError', message: 'Destination app answered 503', stack: 'at …' },
  });
  write('processing', 56, { _aws: {}, WebhookAccepted: 1 });
  write('processing', 55, 'END RequestId: id');
  write('processing', 54, 'REPORT RequestId: id\tDuration: 30000.00 ms\tStatus: timeout');
});
afterAll(() => fixture.stop());

function write(name: string, secondsAgo: number, line: string | object): void {
  const logGroup =
    name === 'gateway' ? '/aws/apigateway/spillway-dev' : `/aws/lambda/spillway-dev-${name}`;
  fixture.logs.log({
    ...{ logGroup, logStream: 's' },
    timestamp: now - secondsAgo * 1000,
    message: typeof line === 'string' ? line : JSON.stringify(line),
  });
}

const run = (...args: string[]) => fixture.run(['logs', ...args], { now: () => now });

const accepted =
  '2026-11-25T11:59:00.000Z  ingestion   INFO   webhook accepted source=github deliveryId=d-1 type=push';
const failed =
  '2026-11-25T11:59:03.000Z  processing  WARN   webhook failed, to be tried again deliveryId=d-1 error="DeliveryError: Destination app answered 503"';

describe('spillway logs', () => {
  it('shows the last minutes of both functions, without metrics and the platform’s own', async () => {
    expect((await run()).trimEnd().split('\n')).toEqual([
      accepted,
      '2026-11-25T11:59:02.000Z  processing  INFO   of a�[31m transform',
      '    in two lines',
      failed,
      '2026-11-25T11:59:06.000Z  processing  ERROR  the invocation ended after 30000.00 ms: timeout',
    ]);
  });

  it('finds the lines about one webhook', async () => {
    expect((await run('--delivery', 'd-1')).trimEnd().split('\n')).toEqual([accepted, failed]);
  });

  it.each([
    [
      ['--function', 'ingestion', '--since', '2h'],
      ['an hour ago', 'webhook accepted'],
    ],
    [
      ['--level', 'warn'],
      ['webhook failed', 'the invocation ended'],
    ],
    [['--level', 'error'], ['the invocation ended']],
    [['--since', '2026-11-25T11:59:05Z'], ['the invocation ended']],
  ])('shows with %j only %j', async (args, messages) => {
    const shown = (await run(...args)).trimEnd().split('\n');
    expect(shown).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) expect(shown[index]).toContain(message);
  });

  it('gives the documents as they were logged, one a line', async () => {
    const lines = (await run('--json')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ service: 'spillway-dev-ingestion', deliveryId: 'd-1' }),
      {
        ...{ timestamp: '2026-11-25T11:59:02.000Z', function: 'processing', level: 'INFO' },
        message: 'of a\u001b[31m transform\nin two lines',
      },
      expect.objectContaining({ error: expect.objectContaining({ stack: 'at …' }) }),
      expect.objectContaining({ message: 'the invocation ended after 30000.00 ms: timeout' }),
    ]);
  });

  it('says where there is nothing', async () => {
    let said = '';
    const err = createTerminal({ write: (text) => (said += text) });
    await fixture.run(['logs', '--since', '1s'], { now: () => now, err });
    expect(said).toBe('Nothing was logged since 2026-11-25T11:59:59.000Z.\n');
  });
});

describe('spillway logs --function gateway', () => {
  const request = {
    ...{ service: 'spillway-dev', requestId: 'r-1' },
    ...{ ip: '192.0.2.1', method: 'POST', path: '/dev/webhooks/github', status: '202' },
    ...{ responseLatency: '12', errorType: '-', errorMessage: '-' },
  };
  const tooLarge = {
    ...{ ...request, requestId: 'r-2', path: '/dev/webhooks/\u001b[31m', status: '413' },
    ...{ errorType: 'REQUEST_TOO_LARGE', errorMessage: 'Request Too Long' },
  };
  const failed = { ...request, requestId: 'r-3', status: '504', errorType: 'INTEGRATION_TIMEOUT' };
  beforeAll(() => {
    for (const [index, line] of [request, tooLarge, failed, 'no JSON'].entries()) {
      write('gateway', 50 - index, line);
    }
  });
  const gateway = async (...args: string[]) => {
    const shown = await run('--function', 'gateway', ...args);
    return shown.trimEnd().split('\n');
  };

  it('shows a line for each request', async () => {
    expect(await gateway()).toEqual([
      '2026-11-25T11:59:10.000Z  gateway     INFO   202 POST /dev/webhooks/github ip=192.0.2.1 requestId=r-1 ms=12',
      '2026-11-25T11:59:11.000Z  gateway     WARN   413 POST /dev/webhooks/�[31m ip=192.0.2.1 requestId=r-2 ms=12 error="REQUEST_TOO_LARGE: Request Too Long"',
      '2026-11-25T11:59:12.000Z  gateway     ERROR  504 POST /dev/webhooks/github ip=192.0.2.1 requestId=r-3 ms=12 error=INTEGRATION_TIMEOUT',
      '2026-11-25T11:59:13.000Z  gateway     INFO   no JSON',
    ]);
  });

  it.each([
    ['warn', ['r-2', 'r-3']],
    ['error', ['r-3']],
  ])('takes a status for a level: %s and above', async (level, ids) => {
    const shown = await gateway('--level', level, '--json');
    expect(shown.map((line) => JSON.parse(line).requestId)).toEqual(ids);
  });

  it('gives the documents as the gateway logged them', async () => {
    expect(JSON.parse((await gateway('--json'))[1] ?? '')).toEqual(tooLarge);
  });

  it('says that it knows no webhooks', async () => {
    const asked = run('--function', 'gateway', '--delivery', 'd-1');
    await expect(asked).rejects.toMatchObject({
      ...{ message: expect.stringContaining('--delivery'), exitCode: 2 },
      remedy: 'See its way instead: `npx spillway trace d-1 --stage local`',
    });
  });
});

describe('spillway logs --follow', () => {
  const stopping = new AbortController();
  afterEach(() => stopping.abort());

  it('goes on with what comes, and ends on Ctrl-C as a thing that is done', async () => {
    const codes: number[] = [];
    const later = [
      () => write('ingestion', 1, { level: 'INFO', message: 'it came' }),
      () => stopping.abort(),
    ];
    const shown = await fixture.run(['logs', '--follow', '--since', '30s'], {
      now: () => now,
      signal: stopping.signal,
      sleep: async () => later.shift()?.(),
      setExitCode: (code) => codes.push(code),
    });
    expect(shown).toContain('it came');
    expect(codes).toEqual([]);
  });
});
