import { QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Behaviour,
  type Behaviours,
  type Received,
  sent,
  startFaultyAws,
} from './faulty-aws-fixture.ts';
import { KeepAliveHandler } from './keep-alive-handler.ts';
import { signWithSdk } from './sdk-signature-fixture.ts';
import { streamline, type TraceCall } from './streamline.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const untraced: TraceCall = (_call, send) => send(undefined);
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The SDK's own standard mode, without its waits. */
const standardMode = () =>
  new StandardRetryStrategy({
    maxAttempts: 3,
    backoff: { setDelayBase() {}, computeNextBackoffDelay: () => 0 },
  });

/** @param attemptMilliseconds short only where it has to run out: a busy machine takes its time */
function createClient(overrides: object = {}, attemptMilliseconds = 10_000): SQSClient {
  const requestHandler = new KeepAliveHandler({
    connectMilliseconds: attemptMilliseconds,
    attemptMilliseconds,
  });
  stops.push(async () => requestHandler.destroy());
  return new SQSClient({
    region: 'eu-central-1',
    credentials,
    retryStrategy: standardMode(),
    requestHandler,
    md5: false,
    logger: silent, // the SDK's own path warns that the queue's host is not the region's
    ...overrides,
  });
}

async function start(behaviours?: Behaviours) {
  const aws = await startFaultyAws(behaviours);
  stops.push(aws.stop);
  return { ...aws, queueUrl: `${aws.url}/123456789012/intake` };
}

/** The result of one SendMessage, as far as a caller can tell. */
async function sendOne(client: SQSClient, queueUrl: string, body = 'a message') {
  try {
    const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body });
    const { MessageId, $metadata } = await client.send(command);
    return { MessageId, attempts: $metadata.attempts, status: $metadata.httpStatusCode };
  } catch (error) {
    const { name, $metadata } = error as Error & { $metadata?: { attempts?: number } };
    return { name, attempts: $metadata?.attempts };
  }
}

const refusal = (status: number, type: string, headers = {}): Behaviour => ({
  status,
  body: { __type: `com.amazonaws.sqs#${type}`, message: 'no' },
  headers,
});

const faults: readonly { name: string; behaviours: readonly Behaviour[]; requests: number }[] = [
  { name: 'no fault', behaviours: [sent], requests: 1 },
  { name: 'one 500', behaviours: [refusal(500, 'InternalFailure'), sent], requests: 2 },
  { name: 'a 502 without a body', behaviours: [{ status: 502 }, sent], requests: 2 },
  { name: 'a 503 and a 504', behaviours: [{ status: 503 }, { status: 504 }, sent], requests: 3 },
  { name: '503 again and again', behaviours: [{ status: 503 }], requests: 3 },
  { name: 'a 501', behaviours: [{ status: 501 }], requests: 1 },
  { name: 'throttling', behaviours: [refusal(400, 'ThrottlingException'), sent], requests: 2 },
  { name: 'RequestThrottled', behaviours: [refusal(403, 'RequestThrottled'), sent], requests: 2 },
  { name: 'a 429', behaviours: [{ status: 429 }, sent], requests: 2 },
  { name: 'a refused parameter', behaviours: [refusal(400, 'InvalidParameterValue')], requests: 1 },
  { name: 'no permission', behaviours: [refusal(403, 'AccessDeniedException')], requests: 1 },
  { name: 'a missing queue', behaviours: [refusal(400, 'QueueDoesNotExist')], requests: 1 },
  { name: 'a connection reset', behaviours: ['reset', sent], requests: 2 },
  { name: 'resets only', behaviours: ['reset'], requests: 3 },
  { name: 'an answer cut short', behaviours: ['cut', sent], requests: 2 },
  { name: 'no answer in time', behaviours: ['hang', sent], requests: 2 },
  {
    name: 'a clock ten minutes off',
    behaviours: [
      refusal(403, 'InvalidSignatureException', { date: minutesFromNow(10) }),
      sentAt(10),
    ],
    requests: 2,
  },
];

describe('the shorter way to SQS', () => {
  it.each(faults)('ends as the SDK does after $name, in as many attempts', async (fault) => {
    const [ours, theirs] = [await start(fault.behaviours), await start(fault.behaviours)];

    const create = () => createClient({}, fault.behaviours.includes('hang') ? 500 : undefined);
    const outcome = await sendOne(streamline(create(), untraced), ours.queueUrl);

    expect(outcome).toEqual(await sendOne(create(), theirs.queueUrl));
    expect(ours.received).toHaveLength(theirs.received.length);
    expect(ours.received).toHaveLength(fault.requests);
  });

  it('tries again all calls that a wrong clock signed, though the first answer corrects it, as the SDK does', async () => {
    const isLate = (request: Received) => signedAt(request).getTime() < Date.now() + 300_000;
    const late = refusal(403, 'InvalidSignatureException', { date: minutesFromNow(10) });
    const behave = (request: Received) => (isLate(request) ? late : sentAt(10));
    const sendThree = (client: SQSClient, queueUrl: string) =>
      Promise.all(['a', 'b', 'c'].map((body) => sendOne(client, queueUrl, body)));
    const [ours, theirs] = [await start(behave), await start(behave)];

    const outcomes = await sendThree(streamline(createClient(), untraced), ours.queueUrl);

    const all = Array(3).fill(expect.objectContaining({ MessageId: 'm-1' }));
    expect(outcomes).toEqual(all);
    expect(await sendThree(createClient(), theirs.queueUrl)).toEqual(all);
  });

  it('spends the quota of retries as the SDK does, and refills it by successes', async () => {
    const requests = async (clientOf: (client: SQSClient) => SQSClient) => {
      const behaviours: Behaviour[] = [{ status: 503 }];
      const { queueUrl, received } = await start(behaviours);
      const client = clientOf(createClient());
      const sendTimes = async (times: number) => {
        for (let i = 0; i < times; i++) await sendOne(client, queueUrl);
        return received.length;
      };
      const whileDown = await sendTimes(25);
      behaviours.push(sent);
      const whileUp = await sendTimes(30);
      behaviours.push({ status: 503 });
      return [whileDown, whileUp, await sendTimes(5)];
    };

    const ours = await requests((client) => streamline(client, untraced));

    expect(ours).toEqual(await requests((client) => client));
    expect(ours[0]).toBeLessThan(3 * 25);
  });

  it('throws the modeled errors of the SDK', async () => {
    const { queueUrl } = await start([refusal(400, 'QueueDoesNotExist')]);
    const client = streamline(createClient(), untraced);

    const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'x' });

    await expect(client.send(command)).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it.each(['plain', 'Zoë, 你好, 🎉', 'quotes " and \\ and \n and \u0001', 'x'.repeat(200_000)])(
    'sends what the SDK sends: %.20s',
    async (body) => {
      const [ours, theirs] = [await start(), await start()];

      await sendOne(streamline(createClient(), untraced), ours.queueUrl, body);
      await sendOne(createClient(), theirs.queueUrl, body);

      const [request, expected] = [ours.received[0], theirs.received[0]];
      expect(JSON.parse(request?.body ?? '')).toEqual({
        QueueUrl: ours.queueUrl,
        MessageBody: body,
      });
      expect(request).toMatchObject({ method: expected?.method, path: expected?.path });
      for (const name of [
        'content-type',
        'x-amz-target',
        'x-amzn-query-mode',
        'x-amz-security-token',
      ]) {
        expect(request?.headers[name], name).toBe(expected?.headers[name]);
      }
      expect(await isSignedRight(request)).toBe(true);
    },
  );

  it('signs each attempt anew, and says which attempt it is', async () => {
    const { queueUrl, received } = await start([{ status: 503 }, sent]);

    await sendOne(streamline(createClient(), untraced), queueUrl);

    expect(received.map(({ headers }) => headers['amz-sdk-request'])).toEqual([
      'attempt=1; max=3',
      'attempt=2; max=3',
    ]);
    expect(await Promise.all(received.map(isSignedRight))).toEqual([true, true]);
  });

  it('signs with the time of AWS once an answer has told it', async () => {
    const { queueUrl, received } = await start([sentAt(-10)]);
    const client = streamline(createClient(), untraced);

    await sendOne(client, queueUrl);
    await sendOne(client, queueUrl);

    const times = received.map((request) => signedAt(request).getTime());
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeLessThan(-9 * 60_000);
  });

  it('asks for credentials again before they expire', async () => {
    const { queueUrl, received } = await start();
    let reads = 0;
    const expiring = async () => {
      reads += 1;
      return {
        ...credentials,
        sessionToken: `token ${reads}`,
        expiration: new Date(Date.now() + 60_000),
      };
    };
    const client = streamline(createClient({ credentials: expiring }), untraced);

    await sendOne(client, queueUrl);
    await sendOne(client, queueUrl);

    expect(reads).toBeGreaterThan(1);
    expect(received[1]?.headers['x-amz-security-token']).not.toBe('token 1');
  });

  it('goes to the host of the queue, as the SDK does, unless the client was given an endpoint', async () => {
    const [queue, endpoint] = [await start(), await start()];

    await sendOne(streamline(createClient(), untraced), queue.queueUrl);
    await sendOne(streamline(createClient({ endpoint: endpoint.url }), untraced), queue.queueUrl);

    expect(queue.received).toHaveLength(1);
    expect(endpoint.received).toHaveLength(1);
  });

  it('does not remember a failed look-up of the region', async () => {
    const { queueUrl } = await start();
    let asked = 0;
    const region = async () => {
      asked += 1;
      if (asked <= 1) throw new Error('not yet');
      return 'eu-central-1';
    };
    const client = streamline(createClient({ region }), untraced);

    expect(await sendOne(client, queueUrl)).toMatchObject({ name: 'Error' });
    expect(await sendOne(client, queueUrl)).toMatchObject({ MessageId: 'm-1' });
  });

  it('tells the tracer of the call, and sends its header unsigned', async () => {
    const { queueUrl, received } = await start();
    const calls: unknown[] = [];
    const traced: TraceCall = (call, send) => {
      calls.push(call);
      return send('Root=1-2-3;Parent=4;Sampled=1');
    };

    await sendOne(streamline(createClient(), traced), queueUrl);

    expect(calls).toEqual([
      { service: 'SQS', operation: 'SendMessage', region: 'eu-central-1', queueUrl },
    ]);
    expect(received[0]?.headers['x-amzn-trace-id']).toBe('Root=1-2-3;Parent=4;Sampled=1');
    expect(received[0]?.headers.authorization).not.toContain('x-amzn-trace-id');
  });
});

/** An answer by a clock that is this many minutes ahead of ours. */
function sentAt(minutes: number): Behaviour {
  return { ...sent, headers: { date: minutesFromNow(minutes) } };
}

function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toUTCString();
}

function signedAt({ headers }: Received): Date {
  const [, ...parts] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  const [year, month, day, hour, minute, second] = parts.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
}

/** Whether AWS would accept it: the SDK's signer makes the same signature from the signed headers. */
async function isSignedRight(request: Received | undefined): Promise<boolean> {
  if (!request) return false;
  const { method = '', path = '', headers, body } = request;
  const authorization = String(headers.authorization);
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const { 'x-amz-date': _, 'x-amz-security-token': __, ...given } = signed;
  const expected = await signWithSdk({ method, path, headers: given, body }, credentials, {
    region: 'eu-central-1',
    service: 'sqs',
    at: signedAt(request),
  });
  return expected.authorization === authorization;
}
