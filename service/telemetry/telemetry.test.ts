import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleEntry } from '../../infra/bundle.ts';
import { capturedLines, capturedRecords } from './captured-lines-fixture.ts';
import type { Tracing } from './tracer.ts';
import type { createTelemetry, Telemetry, withTelemetry } from './with-telemetry.ts';
import { type Received, startDaemon } from './xray/daemon-fixture.ts';

// Bundled as for Lambda, because the bundle swaps parts of the X-Ray SDK, which reads its environment at import.
let create: typeof createTelemetry;
let telemetry: Telemetry;
let tracing: Tracing;
let wrap: typeof withTelemetry;
let daemon: Awaited<ReturnType<typeof startDaemon>>;
let directory: string;

const trace = { root: '1-5759e988-bd862e3fe1be46a994272793', parent: '53995c3f42cd8ad8' };
const sampled = (flag: 0 | 1, root = trace.root) =>
  `Root=${root};Parent=${trace.parent};Sampled=${flag};Lineage=1:abc:0`;

const context = {
  functionName: 'spillway-test-ingestion',
  awsRequestId: 'request-1',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:f:live',
} as Context;

beforeAll(async () => {
  daemon = await startDaemon();
  const environment = {
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: context.functionName,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: '/var/task',
    POWERTOOLS_SERVICE_NAME: context.functionName,
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    _X_AMZN_TRACE_ID: sampled(1),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  directory = await mkdtemp(join(tmpdir(), 'spillway-telemetry-'));
  await bundleEntry(join(import.meta.dirname, 'with-telemetry.ts'), directory);
  const bundle: { createTelemetry: typeof createTelemetry; withTelemetry: typeof withTelemetry } =
    await import(pathToFileURL(join(directory, 'index.mjs')).href);
  create = bundle.createTelemetry;
  telemetry = create();
  wrap = bundle.withTelemetry;
  await capturedLines(() => wrap(telemetry, 'ingestion', async () => undefined)({}, context)); // the first one
  tracing = telemetry.tracing;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await daemon.stop();
  await rm(directory, { recursive: true });
});

let invocations = 0;
let root = trace.root;
/** Each invocation has a trace of its own, as in Lambda. */
function newTrace(flag: 0 | 1): string {
  invocations += 1;
  root = `1-5759e988-${invocations.toString(16).padStart(24, '0')}`;
  vi.stubEnv('_X_AMZN_TRACE_ID', sampled(flag, root));
  return root;
}

/** What arrived for the trace that was begun last. */
async function receivedSegments(count: number): Promise<readonly Received[]> {
  const ofThisTrace = () => daemon.received.filter(({ segment }) => segment.trace_id === root);
  await vi.waitFor(() => expect(ofThisTrace().length).toBeGreaterThanOrEqual(count), 20_000);
  return ofThisTrace();
}

const call = {
  service: 'SQS',
  operation: 'SendMessage',
  region: 'eu-central-1',
  queueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/intake',
};

describe('a sampled invocation', () => {
  it('is one subsegment with its annotations, and the AWS calls inside it', async () => {
    newTrace(1);
    const handler = wrap(telemetry, 'ingestion', async () => {
      await tracing.captureCall(call, async () => ({
        $metadata: { httpStatusCode: 200, requestId: 'r-1', attempts: 2 },
      }));
      tracing.annotate({ deliveryId: 'd-1', source: 'github' });
    });

    await capturedLines(() => handler({}, context));

    const documents = (await receivedSegments(2)).map(({ segment }) => segment);
    const outer = documents.find(({ name }) => name === '## ingestion');
    const inner = documents.find(({ name }) => name === 'SQS');
    expect(outer).toMatchObject({
      type: 'subsegment',
      trace_id: root,
      parent_id: trace.parent,
      annotations: { deliveryId: 'd-1', source: 'github' },
    });
    expect(inner).toMatchObject({
      trace_id: root,
      parent_id: outer?.id,
      namespace: 'aws',
      aws: {
        operation: 'SendMessage',
        region: 'eu-central-1',
        queue_url: call.queueUrl,
        request_id: 'r-1',
        retries: 1,
      },
      http: { response: { status: 200 } },
    });
  });

  it('makes what it calls a child of the subsegment, and keeps the lineage', async () => {
    newTrace(1);
    let header: string | undefined;

    await tracing.captureCall(call, async (given) => {
      header = given;
      return {};
    });

    const [{ segment } = { segment: {} }] = await receivedSegments(1);
    expect(header).toBe(
      `Root=${root};Parent=${(segment as { id: string }).id};Sampled=1;Lineage=1:abc:0`,
    );
  });

  it.each([
    { status: 400, flags: { error: true } },
    { status: 429, flags: { error: true, throttle: true } },
    { status: 503, flags: { fault: true } },
  ])('marks a call that failed with $status', async ({ status, flags }) => {
    newTrace(1);
    const refused = Object.assign(new Error('no'), { $metadata: { httpStatusCode: status } });

    await expect(tracing.captureCall(call, () => Promise.reject(refused))).rejects.toBe(refused);

    const [received] = await receivedSegments(1);
    expect(received?.segment).toMatchObject({ ...flags, http: { response: { status } } });
  });

  it('keeps the annotations of parallel work apart', async () => {
    newTrace(1);

    await tracing.capture('## batch', {}, () =>
      Promise.all(
        ['a', 'b', 'c'].map((deliveryId) =>
          tracing.capture(deliveryId, {}, async () => {
            await new Promise(setImmediate);
            tracing.annotate({ deliveryId });
          }),
        ),
      ),
    );

    const documents = (await receivedSegments(4)).map(({ segment }) => segment);
    for (const name of ['a', 'b', 'c']) {
      expect(documents.find((document) => document.name === name)?.annotations).toEqual({
        deliveryId: name,
      });
    }
  });

  it('cuts what X-Ray would not index: annotations of more than 1,000 characters', async () => {
    newTrace(1);

    await tracing.capture('long', { source: `${'x'.repeat(999)}\u{1f600}` }, async () => {});

    const [received] = await receivedSegments(1);
    expect(received?.segment.annotations).toEqual({ source: `${'x'.repeat(999)}\ufffd` });
  });

  const endless = 'x'.repeat(10_000_000);
  it.each<[what: string, thrown: unknown]>([
    ['nothing', undefined],
    ['a text', 'no'],
    ['an error whose stack is a number', Object.assign(new Error('no'), { stack: 42 })],
    ['an error without end', Object.assign(new Error(endless), { stack: endless })],
    [
      'an error that throws',
      Object.defineProperty(new Error('no'), 'message', {
        get() {
          throw new Error('no more');
        },
      }),
    ],
  ])('arrives when its work throws %s, which is thrown on as it is', async (_, thrown) => {
    newTrace(1);
    const work = tracing.capture('outer', {}, () =>
      tracing.capture('inner', {}, () => Promise.reject(thrown)),
    );

    const seen = await work.then(
      () => 'no failure',
      (error: unknown) => error,
    );

    expect(seen).toBe(thrown);
    const documents = (await receivedSegments(2)).map(({ segment }) => segment);
    expect(documents.map(({ fault }) => fault)).toEqual([true, true]);
    expect(JSON.stringify(documents).length).toBeLessThan(64_000);
  });

  it('sends everything from one port: a socket for each segment would be dear', async () => {
    newTrace(1);

    for (const name of ['one', 'two']) await tracing.capture(name, {}, async () => {});

    const received = await receivedSegments(2);
    expect(new Set(received.map(({ from }) => from)).size).toBe(1);
  });
});

describe('an invocation that is not sampled', () => {
  it('sends nothing, and says so to what it calls', async () => {
    const unsampled = newTrace(0);
    let header: string | undefined;
    const handler = wrap(telemetry, 'ingestion', async () => {
      tracing.annotate({ source: 'github' });
      await tracing.captureCall(call, async (given) => {
        header = given;
        return {};
      });
    });

    await capturedLines(() => handler({}, context));
    newTrace(1);
    await tracing.capture('after', {}, async () => {});

    await receivedSegments(1);
    expect(daemon.received.map(({ segment }) => segment.trace_id)).not.toContain(unsampled);
    expect(header).toBe(`Root=${unsampled};Parent=${trace.parent};Sampled=0;Lineage=1:abc:0`);
  });
});

describe('without a daemon', () => {
  it('webhooks are taken all the same, and traced again once it is back', async () => {
    await daemon.stop();
    for (let i = 0; i < 3; i++) {
      newTrace(1);
      await expect(tracing.capture('lost', {}, async () => 'done')).resolves.toBe('done');
    }
    daemon = await startDaemon(daemon.port);

    await vi.waitFor(async () => {
      newTrace(1);
      await tracing.capture('back', {}, async () => {});
      expect(daemon.received.map(({ segment }) => segment.name)).toContain('back');
    }, 2_000);
  });
});

describe('a wrapped handler', () => {
  it('says of its start with the first line of its environment, and counts it once', async () => {
    newTrace(0);
    const fresh = create();
    const handler = wrap(fresh, 'ingestion', async () => {
      fresh.openLine().end('info', 'webhook accepted', { source: 'github' });
    });

    const [first, second, ...others] = await capturedRecords(async () => {
      await handler({}, context);
      await handler({}, context);
    });

    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...{ message: 'webhook accepted', initMs: expect.any(Number), ColdStart: 1 },
      ...{ service: context.functionName, function_name: context.functionName },
    });
    expect(JSON.stringify(first?._aws)).toContain('"Dimensions":[["service","function_name"]]');
    expect(second).not.toHaveProperty('ColdStart');
    expect(second).not.toHaveProperty('initMs');
  });

  it('publishes its start alone where it wrote no line', async () => {
    newTrace(0);
    const handler = wrap(create(), 'ingestion', async () => undefined);

    const records = await capturedRecords(() => handler({}, context));

    expect(records).toMatchObject([{ ColdStart: 1, service: context.functionName }]);
  });

  it('gives a line its level, service and trace, and its request where something is wrong', async () => {
    newTrace(1);
    const handler = wrap(telemetry, 'ingestion', async () => {
      telemetry.openLine().end('info', 'webhook accepted', { deliveryId: 'd-1' });
      telemetry.openLine().end('warn', 'webhook rejected', { reason: 'body-empty' });
    });

    const [accepted, rejected] = await capturedRecords(() => handler({}, context));

    expect(accepted).toEqual({
      ...{ level: 'INFO', message: 'webhook accepted', timestamp: expect.any(String) },
      ...{ service: context.functionName, traceId: root, deliveryId: 'd-1' },
      ...{ durationMs: expect.any(Number), memoryMb: expect.any(Number) },
    });
    expect(rejected).toMatchObject({
      ...{ level: 'WARN', traceId: root, function_request_id: 'request-1' },
    });
  });

  it('names no trace that X-Ray does not have', async () => {
    newTrace(0);
    const handler = wrap(telemetry, 'ingestion', async () =>
      telemetry.openLine().end('info', 'webhook accepted', {}),
    );

    const [line] = await capturedRecords(() => handler({}, context));

    expect(line).not.toHaveProperty('traceId');
  });

  it('publishes the metrics of what did happen when it throws, and says that it crashed', async () => {
    newTrace(1);
    const handler = wrap(telemetry, 'ingestion', async () => {
      telemetry.meter.count('WebhookAccepted', { source: 'github' });
      throw new Error('out of order');
    });
    let thrown: unknown;

    const records = await capturedRecords(() =>
      handler({}, context).catch((error) => {
        thrown = error;
      }),
    );

    expect(thrown).toEqual(new Error('out of order'));
    expect(records).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'the invocation crashed' }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ WebhookAccepted: 1, source: 'github' }),
    );
    const [received] = await receivedSegments(1);
    expect(received?.segment).toMatchObject({ name: '## ingestion', fault: true });
  });

  it('tells a deployment by the number of its version, once in each environment', async () => {
    newTrace(0);
    const versions = async (functionVersion: string) => {
      const handler = wrap(create(), 'ingestion', async () => undefined);
      const invocation = { ...context, functionVersion };
      const records = await capturedRecords(async () => {
        await handler({}, invocation);
        await handler({}, invocation);
      });
      return records.filter(({ kind }) => kind === 'deployment');
    };

    expect(await versions('41')).toMatchObject([{ Annotation: 41, service: context.functionName }]);
    expect(await versions('$LATEST')).toEqual([]);
  });

  it('answers though metrics can not be published', async () => {
    newTrace(0);
    const handler = wrap(telemetry, 'ingestion', async () => {
      telemetry.meter.count('WebhookAccepted', { source: 'github' }, 'one' as never);
      return 'answered';
    });
    let answer: unknown;
    const [line] = await capturedRecords(async () => {
      answer = await handler({}, context);
    });

    expect(answer).toBe('answered');
    expect(line).toMatchObject({ level: 'WARN', message: 'metrics could not be published' });
  });

  it('never writes the event: it holds the body and the signature', async () => {
    newTrace(1);
    const event = { body: 'a private body', headers: { 'X-Hub-Signature-256': 'sha256=feed' } };
    const handler = wrap(telemetry, 'ingestion', async (_event: typeof event) => {
      throw new Error('out of order');
    });

    const lines = await capturedLines(() => handler(event, context).catch(() => {}));

    const segments = JSON.stringify(await receivedSegments(1));
    expect(lines.join('\n')).not.toMatch(/private|feed/);
    expect(segments).not.toMatch(/private|feed/);
  });
});
