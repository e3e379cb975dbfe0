import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestFunction } from './function-fixture.ts';

// A busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });
const patiently = { timeout: 25_000 };

type TestFunction = ReturnType<typeof createTestFunction>;
const started: TestFunction[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});
function start(...args: Parameters<typeof createTestFunction>): TestFunction {
  const created = createTestFunction(...args);
  started.push(created);
  return created;
}

const describeItself = `
let count = 0;
export const handler = async (event, context) => {
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  return {
    event, count: ++count,
    env: process.env,
    context: { ...context, remaining: context.getRemainingTimeInMillis() },
  };
};`;

describe('an invocation', () => {
  it('runs the handler with its event, context and environment', async () => {
    const { lambda } = start(describeItself, { environment: { QUEUE_URL: 'http://queue' } });
    const outcome = await lambda.invoke({
      payload: '{"a":1}',
      alias: 'live',
      requestId: 'request-1',
      traceHeader: 'Root=1-00000000-000000000000000000000001;Parent=0000000000000001;Sampled=1',
    });
    const result = outcome.kind === 'success' ? JSON.parse(outcome.payload) : outcome;
    expect(result.event).toEqual({ a: 1 });
    expect(result.context).toMatchObject({
      awsRequestId: 'request-1',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:test-function:live',
      memoryLimitInMB: '128',
      functionVersion: '1',
    });
    expect(result.context.remaining).toBeGreaterThan(10_000);
    expect(result.env).toMatchObject({
      QUEUE_URL: 'http://queue',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'test-function',
      _X_AMZN_TRACE_ID: expect.stringMatching(
        /^Root=1-00000000-000000000000000000000001;Parent=[0-9a-f]{16};Sampled=1;Lineage=[0-9a-f]{8}:0$/,
      ),
    });
    expect(result.env).not.toHaveProperty('HOME');
  });

  it.each([
    ['if one message is', ['Sampled=0', 'Sampled=1'], 'Sampled=1'],
    ['unless no message is, however few come', ['Sampled=0', 'Sampled=0'], 'Sampled=0'],
    ['as Lambda decides where none says anything', ['Lineage=1:abc:0', undefined], 'Sampled=1'],
  ])('with messages is recorded in a trace of its own: %s', async (_, decisions, decided) => {
    const { lambda } = start(describeItself, { tracing: 'Active' });
    const root = '1-00000000-000000000000000000000001';
    const messageTraceHeaders = decisions.map(
      (one) => one && `Root=${root};Parent=0000000000000001;${one}`,
    );
    const outcome = await lambda.invoke({ payload: '{}', messageTraceHeaders });
    const { env } = outcome.kind === 'success' ? JSON.parse(outcome.payload) : { env: {} };
    expect(env._X_AMZN_TRACE_ID).toContain(decided);
    expect(env._X_AMZN_TRACE_ID).not.toContain(root);
  });

  it('is recorded by nobody’s decision only where tracing is active', async () => {
    const { lambda } = start(describeItself, { tracing: 'PassThrough' });
    const outcome = await lambda.invoke({ payload: '{}' });
    expect(JSON.stringify(outcome)).toContain(';Sampled=0;');
  });

  it('reuses a warm environment, and reports one cold start', async () => {
    const { lambda, events } = start(describeItself);
    await lambda.invoke({ payload: '{}' });
    const second = await lambda.invoke({ payload: '{}' });
    expect(second).toMatchObject({ payload: expect.stringContaining('"count":2') });
    const cold = events.filter((event) => event.kind === 'lambda-invocation' && event.initMs);
    expect(cold).toHaveLength(1);
    expect(lambda.environmentCount).toBe(1);
  });
});

/**
 * Counts itself up while nobody waits for it. `{"forMs":…}` keeps an invocation going for that long, `{"times":…}` until
 * it has counted that much further.
 */
const leavesWorkAlone = `
let count = 0;
const work = async () => { for (;;) { await new Promise((resolve) => setTimeout(resolve, 5)); count++; } };
export const handler = async ({ forMs = 0, times = 0 }) => {
  const before = count;
  if (before === 0 && forMs === 0) void work();
  do await new Promise((resolve) => setTimeout(resolve, forMs)); while (count < before + times);
  return { before, after: count };
};`;

describe('what an invocation takes by itself', () => {
  it('is its CPU time and its waiting, whatever the start and other threads took', async () => {
    const { lambda, billed } = start(leavesWorkAlone);
    await lambda.invoke({ payload: '{"forMs":20}' });
    const [time] = billed.flatMap((used) => used.time ?? []);
    const { initMs = 0, billedMs = 0, ownMs = 0, cpuMs = 0, waitMs = 0 } = time ?? {};
    expect(cpuMs).toBeGreaterThan(0);
    expect(ownMs).toBe(Math.ceil(cpuMs + waitMs));
    expect(ownMs).toBeLessThanOrEqual(billedMs - Math.floor(initMs));
    expect(initMs).toBeGreaterThan(0);
  });
});

describe('between two invocations', () => {
  it('nothing runs: work that was left alone goes on with the next invocation', async () => {
    const { lambda } = start(leavesWorkAlone);
    const { lambda: clock } = start(leavesWorkAlone);
    const run = async (event: { forMs?: number; times?: number }, one = lambda) => {
      const outcome = await one.invoke({ payload: JSON.stringify(event) });
      return outcome.kind === 'success' ? JSON.parse(outcome.payload) : outcome;
    };
    await run({});
    await run({ forMs: 200 }, clock); // for so long the first one would have run, were it not frozen
    const { before, after } = await run({ times: 3 });
    expect(before).toBeLessThan(3);
    expect(after).toBeGreaterThanOrEqual(before + 3);
  });

  it('a line that is written after the answer is still heard of, and so is a datagram sent', async () => {
    const daemon = createSocket('udp4');
    const received = once(daemon, 'message');
    daemon.bind(0, '127.0.0.1');
    await once(daemon, 'listening');
    const { lambda, lines } = start(
      `import { createSocket } from 'node:dgram';
      export const handler = async () => {
        await undefined;
        createSocket('udp4').unref().send('segment', Number(process.env.PORT), '127.0.0.1');
        process.nextTick(() => console.log('afterwards'));
      };`,
      { environment: { PORT: String(daemon.address().port) } },
    );
    await lambda.invoke({ payload: '{}' });
    expect(String((await received)[0])).toBe('segment');
    daemon.close();
    await vi.waitFor(
      () =>
        expect(lines).toContainEqual(
          expect.objectContaining({ message: expect.stringContaining('afterwards') }),
        ),
      patiently,
    );
  });

  it('ends at once when it is stopped', async () => {
    const { lambda } = start(leavesWorkAlone);
    await lambda.invoke({ payload: '{}' });
    await lambda.stop();
    expect(lambda.environmentCount).toBe(0);
  });
});

/** Ends when two run at the same time, however late the second one starts. */
const meetsAnother = `
import { readdirSync, writeFileSync } from 'node:fs';
let count = 0;
export const handler = async (event, { awsRequestId }) => {
  writeFileSync(process.env.FOLDER + '/' + awsRequestId, '');
  while (readdirSync(process.env.FOLDER).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  return { count: ++count };
};`;

describe('concurrency', () => {
  it('gives invocations at the same time an environment each', async () => {
    const FOLDER = mkdtempSync(join(tmpdir(), 'spillway-test-'));
    const { lambda } = start(meetsAnother, { environment: { FOLDER } });
    const outcomes = await Promise.all([1, 2].map(() => lambda.invoke({ payload: '{}' })));
    rmSync(FOLDER, { recursive: true });
    expect(lambda.environmentCount).toBe(2);
    expect(outcomes).toEqual(Array(2).fill({ kind: 'success', payload: '{"count":1}' }));
  });

  it('waits for a free environment when the machine allows no more', async () => {
    const { lambda } = start(describeItself, {}, { maxEnvironments: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => lambda.invoke({ payload: '{}' })));
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['success', 'success', 'success']);
    expect(lambda.environmentCount).toBe(1);
  });

  it('never begins what its caller gave up on while it waited, and counts it as throttled', async () => {
    const { lambda, events } = start(describeItself, {}, { maxEnvironments: 1 });
    const first = lambda.invoke({ payload: '{"sleep":200}' });
    let isAbandoned = false;
    const second = lambda.invoke({ payload: '{}', isAbandoned: () => isAbandoned });
    const third = lambda.invoke({ payload: '{}' });
    isAbandoned = true;
    expect(await second).toEqual({ kind: 'throttled' });
    expect(await first).toMatchObject({ payload: expect.stringContaining('"count":1') });
    expect(await third).toMatchObject({ payload: expect.stringContaining('"count":2') });
    expect(events.filter(({ kind }) => kind === 'lambda-throttle')).toHaveLength(1);
  });

  it('is throttled beyond the reserved concurrency', async () => {
    const { lambda, events } = start(describeItself, { reservedConcurrency: 1 });
    const first = lambda.invoke({ payload: '{}' });
    expect(await lambda.invoke({ payload: '{}', alias: 'live' })).toEqual({ kind: 'throttled' });
    expect(await first).toMatchObject({ kind: 'success' });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'lambda-throttle', alias: 'live' }),
    );
  });
});

describe('a payload', () => {
  it('is refused when it is over 6 MB', async () => {
    const { lambda } = start(describeItself);
    const outcome = await lambda.invoke({ payload: JSON.stringify('é'.repeat(3_145_728)) });
    expect(outcome).toEqual({ kind: 'request-too-large' });
    expect(lambda.environmentCount).toBe(0);
  });

  it('fails the invocation when it is the result and over 6 MB', async () => {
    const { lambda } = start(`export const handler = async () => 'x'.repeat(6_291_555);`);
    expect(await lambda.invoke({ payload: '{}' })).toMatchObject({
      kind: 'error',
      error: { errorType: 'Function.ResponseSizeTooLarge' },
    });
  });

  it('is null for a handler that returns nothing', async () => {
    const { lambda } = start('export const handler = async () => {};');
    expect(await lambda.invoke({ payload: '{}' })).toEqual({ kind: 'success', payload: 'null' });
  });
});

describe('a failure', () => {
  it('is an error with its type when the handler throws, and the environment lives on', async () => {
    const { lambda, lines } = start(
      `export const handler = async () => { throw new TypeError('no such thing'); };`,
    );
    expect(await lambda.invoke({ payload: '{}' })).toMatchObject({
      kind: 'error',
      error: { errorType: 'TypeError', errorMessage: 'no such thing' },
    });
    expect(lambda.environmentCount).toBe(1);
    expect(lines.map((line) => line.message).join()).toContain('Invoke Error');
  });

  it('ends the environment when the time is up, and the next invocation starts cold', async () => {
    const { lambda, lines } = start(describeItself, { timeoutSeconds: 1 });
    expect(await lambda.invoke({ payload: '{"sleep":60000}', requestId: 'late' })).toMatchObject({
      kind: 'timeout',
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: late Error: Task timed out after 1.00 seconds',
      },
    });
    expect(await lambda.invoke({ payload: '{}' })).toMatchObject({
      payload: expect.stringContaining('"count":1'),
    });
    expect(lines.map((line) => line.message).join('\n')).toMatch(
      /REPORT RequestId: late.*timeout$/m,
    );
    await vi.waitFor(() => expect(lambda.environmentCount).toBe(1), patiently);
  });

  it('ends even a handler that never yields', async () => {
    const { lambda } = start('export const handler = async () => { for (;;); };', {
      timeoutSeconds: 0.3,
    });
    expect(await lambda.invoke({ payload: '{}' })).toMatchObject({ kind: 'timeout' });
  });
});

describe('a crash', () => {
  it.each([
    ['process.exit', 'process.exit(3)', 'Runtime.ExitError'],
    ['an uncaught exception', `setTimeout(() => { throw new RangeError('x') })`, 'RangeError'],
    [
      'an unhandled rejection',
      `Promise.reject(new Error('x'))`,
      'Runtime.UnhandledPromiseRejection',
    ],
    ['too little memory', 'let last; for (;;) last = { last };', 'Runtime.OutOfMemory'],
  ])('comes of %s, and the next invocation starts cold', async (_, code, errorType) => {
    const { lambda } = start(
      `export const handler = async (event) => {
        if (event.crash) { ${code}; await new Promise((resolve) => setTimeout(resolve, 20_000)); }
        return 'ok';
      };`,
      { memoryMb: 64 },
    );
    expect(await lambda.invoke({ payload: '{"crash":true}' })).toMatchObject({
      kind: 'crash',
      error: { errorType },
    });
    expect(await lambda.invoke({ payload: '{}' })).toEqual({ kind: 'success', payload: '"ok"' });
  });

  it.each([
    ['an error at import', `throw new Error('bad import')`, 'Error'],
    ['a syntax error', 'export const = 1', 'Runtime.UserCodeSyntaxError'],
    ['a missing export', 'export const other = 1', 'Runtime.HandlerNotFound'],
    [
      'a handler with a callback',
      'export const handler = (event, context, callback) => callback()',
      'Runtime.CallbackHandlerDeprecated',
    ],
  ])('comes of %s, is told once, and is in the log each time', async (_, code, errorType) => {
    const { lambda, said, lines } = start(code);
    for (let invocation = 0; invocation < 2; invocation++) {
      expect(await lambda.invoke({ payload: '{}' })).toMatchObject({
        kind: 'crash',
        error: { errorType },
      });
    }
    expect(said).toEqual([expect.stringContaining(`test-function crashed: ${errorType}`)]);
    const reports = lines.filter(({ message }) => message.startsWith('REPORT'));
    expect(reports.map(({ message }) => message.split('\t').slice(-2))).toEqual(
      Array(2).fill(['Status: error', `Error Type: ${errorType}`]),
    );
  });
});

describe('what a function writes', () => {
  it('arrives line by line with its log group, the last words of a crash as well', async () => {
    const { lambda, lines } = start(`export const handler = async () => {
      process.stdout.write('half ');
      process.stdout.write('a line\\nanother\\n');
      console.info('to the %s', 'console');
      process.stderr.write('last words\\n');
      process.exit(1);
    };`);
    await lambda.invoke({ payload: '{}', requestId: 'request-2' });
    await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(4), patiently);
    const messages = lines.map((line) => line.message);
    expect(messages).toEqual(expect.arrayContaining(['half a line', 'another', 'last words']));
    expect(messages.join()).toMatch(/Z\trequest-2\tINFO\tto the console/);
    expect(new Set(lines.map((line) => line.logGroup))).toEqual(
      new Set(['/aws/lambda/test-function']),
    );
  });
});

describe('a log in JSON', () => {
  const source = `export const handler = async ({ fail, hang }) => {
    console.log('to the %s', 'console');
    console.warn({ _aws: 'given' });
    console.debug('nobody');
    process.stdout.write('{"_aws":{"Timestamp":1},"Count":1}\\n');
    process.stdout.write('{"level":"DEBUG","timestamp":"2026-11-25T12:00:00Z","message":"nobody"}\\n');
    process.stdout.write('{"level":"DEBUG","message":"without a time"}\\n');
    if (fail) throw new TypeError('no such thing');
    if (hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  };`;
  const write = async (
    payload: { fail?: boolean; hang?: boolean },
    systemLevel: 'INFO' | 'WARN' = 'INFO',
  ) => {
    const logging = { format: 'JSON', applicationLevel: 'INFO', systemLevel } as const;
    const { lambda, lines } = start(source, {
      logging,
      ...(payload.hang && { timeoutSeconds: 1 }),
    });
    await lambda.invoke({ payload: JSON.stringify(payload), requestId: 'r-1' });
    return lines.map(({ message }) => JSON.parse(message));
  };
  const timestamp = expect.any(String);
  const written = [
    { timestamp, level: 'INFO', requestId: 'r-1', message: 'to the console' },
    { timestamp, level: 'WARN', requestId: 'r-1', message: { _aws: 'given' } },
    { _aws: { Timestamp: 1 }, Count: 1 },
    { level: 'DEBUG', message: 'without a time' },
  ];
  const time = expect.any(String);

  it('has what the function wrote between what Lambda says of the invocation', async () => {
    expect(await write({})).toEqual([
      { time, type: 'platform.initStart', record: expect.objectContaining({ phase: 'init' }) },
      {
        ...{ time, type: 'platform.start' },
        record: expect.objectContaining({ requestId: 'r-1', version: '1' }),
      },
      ...written,
      {
        ...{ time, type: 'platform.report' },
        record: {
          ...{ requestId: 'r-1', status: 'success' },
          metrics: {
            ...{ durationMs: expect.any(Number), billedDurationMs: expect.any(Number) },
            ...{ memorySizeMB: 128, initDurationMs: expect.any(Number) },
          },
        },
      },
    ]);
  });

  it('has no word of Lambda at the level WARN while all is well', async () => {
    expect(await write({}, 'WARN')).toEqual(written);
  });

  it.each([
    [{ fail: true }, { status: 'error', errorType: 'TypeError' }],
    [{ hang: true }, { status: 'timeout' }],
  ])('has at every level what went wrong: %j', async (payload, end) => {
    const types = (await write(payload, 'WARN')).flatMap(({ type, record }) =>
      type === undefined ? [] : [[type, record]],
    );
    expect(types).toEqual([
      ['platform.runtimeDone', expect.objectContaining(end)],
      ['platform.report', expect.objectContaining(end)],
    ]);
  });
});

describe('environments', () => {
  it('end when idle for long enough', async () => {
    const { lambda } = start(describeItself, {}, { idleExpiryMs: 50 });
    await lambda.invoke({ payload: '{}' });
    await vi.waitFor(() => expect(lambda.environmentCount).toBe(0), patiently);
  });

  it('are all gone after stop, with the invocations under way ended', async () => {
    const { lambda, said } = start(describeItself);
    const running = lambda.invoke({ payload: '{"sleep":60000}' });
    await vi.waitFor(() => expect(lambda.environmentCount).toBe(1), patiently);
    await lambda.stop();
    expect(await running).toMatchObject({ kind: 'crash' });
    expect(said).toEqual([]);
    expect(lambda.environmentCount).toBe(0);
  });
});

describe('a published version', () => {
  const version = (name: string) => `
export const handler = async ({ sleep = 0 }, { functionVersion }) => {
  await new Promise((resolve) => setTimeout(resolve, sleep));
  return '${name} ' + functionVersion;
};`;
  const publish = (one: TestFunction, other: TestFunction) => {
    const { version: _, ...settings } = other.lambda.settings;
    return one.lambda.versions.publish(settings, one.observer);
  };
  const resultOf = async (outcome: ReturnType<TestFunction['lambda']['invoke']>) => {
    const ended = await outcome;
    return ended.kind === 'success' ? JSON.parse(ended.payload) : ended;
  };

  it('runs what comes next; what runs or waits by then ends on the older one', async () => {
    const one = start(version('old'), {}, { maxEnvironments: 1 });
    const other = start(version('new'));
    const running = resultOf(one.lambda.invoke({ payload: '{"sleep":300}' }));
    const waiting = resultOf(one.lambda.invoke({ payload: '{}' }));
    const drained = publish(one, other);
    const next = resultOf(one.lambda.invoke({ payload: '{}' }));
    expect(await Promise.all([running, waiting, next])).toEqual(['old 1', 'old 1', 'new 2']);
    await drained;
    expect(one.lambda.environmentCount).toBe(1);
    const streams = new Set(one.lines.map(({ logStream }) => logStream));
    expect([...streams].map((stream) => stream.replace(/\w+$/, '').slice(-3))).toEqual(
      expect.arrayContaining(['[1]', '[2]']),
    );
  });

  it('ends idle environments of the older one at once', async () => {
    const one = start(version('old'));
    await one.lambda.invoke({ payload: '{}' });
    await publish(one, start(version('new')));
    expect(one.lambda.environmentCount).toBe(0);
  });

  it('is stopped with all that came before it', async () => {
    const one = start(version('old'));
    const running = one.lambda.invoke({ payload: '{"sleep":4000}' });
    void publish(one, start(version('new')));
    await one.lambda.stop();
    expect(await running).toMatchObject({ kind: 'crash', error: { errorType: 'Stopped' } });
  });
});
