import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { allow, createTestAccess, workerWith } from '../iam/access-fixture.ts';
import { credentialHeaders } from '../iam/administrator.ts';
import { startXray, type Xray } from './start-xray.ts';

let xray: Xray;
beforeAll(async () => {
  xray = await startXray();
});
afterAll(() => xray.stop());

const traceId = '1-5759e988-bd862e3fe1be46a994272793';

async function get(body: unknown, path = '/Traces') {
  const answer = await fetch(xray.endpoint + path, { method: 'POST', body: JSON.stringify(body) });
  const type = answer.headers.get('x-amzn-errortype');
  return { status: answer.status, type, body: Object(await answer.json()) };
}

async function send(...documents: readonly object[]) {
  const socket = createSocket('udp4');
  const port = Number(xray.address.split(':')[1]);
  for (const document of documents) {
    const datagram = `{"format":"json","version":1}\n${JSON.stringify(document)}`;
    await new Promise((resolve) => socket.send(datagram, port, '127.0.0.1', resolve));
  }
  socket.close();
  await once(socket, 'close');
}

it('gives a trace as AWS does: each segment with the subsegments that were sent by themselves inside', async () => {
  const of = { trace_id: traceId, start_time: 10, end_time: 11 };
  const sub = { ...of, type: 'subsegment' };
  await send(
    { ...sub, id: 'c', parent_id: 'b', name: 'SQS' },
    {
      ...sub,
      id: 'a',
      parent_id: 'f',
      name: '## processing',
      subsegments: [{ id: 'b', name: '## webhook' }],
    },
  );
  const invocation = { kind: 'lambda-invocation', functionName: 'processing' } as const;
  xray.record({
    ...invocation,
    ...{ timestamp: 12_500, durationMs: 2500, outcome: 'error' },
    segment: { traceId, id: 'f', parentId: 'g' },
  });
  xray.record({ ...invocation, timestamp: 0, durationMs: 1, outcome: 'success' });
  await vi.waitFor(() => expect(xray.trace(traceId)).toHaveLength(3), 20_000);

  const { status, body } = await get({ TraceIds: [traceId, '1-00000000-0'] });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    Traces: [{ Id: traceId, Duration: 2.5, Segments: [{ Id: 'f' }] }],
    UnprocessedTraceIds: [],
  });
  expect(JSON.parse(body.Traces[0].Segments[0].Document)).toMatchObject({
    name: 'processing',
    origin: 'AWS::Lambda::Function',
    parent_id: 'g',
    fault: true,
    subsegments: [
      { id: 'a', subsegments: [{ id: 'b', name: '## webhook', subsegments: [{ id: 'c' }] }] },
    ],
  });
  expect(xray.traceIds()).toEqual([traceId]);
});

it('gives traces to a role that may read them, and denies them to others', async () => {
  const guarded = await startXray();
  const status = async (...statements: readonly object[]) => {
    const { iam, tell } = createTestAccess(workerWith(statements));
    guarded.enforceAccess(iam.access, tell);
    const headers = credentialHeaders(iam.credentialsOf('worker'));
    const init = { method: 'POST', headers, body: JSON.stringify({ TraceIds: [traceId] }) };
    const answer = await fetch(`${guarded.endpoint}/Traces`, init);
    return [answer.status, answer.headers.get('x-amzn-errortype')];
  };
  expect(await status(allow('xray:BatchGetTraces', '*'))).toEqual([200, null]);
  expect(await status(allow('xray:PutTraceSegments', '*'))).toEqual([403, 'AccessDeniedException']);
  await guarded.stop();
});

it.each([
  [{ TraceIds: Array(6).fill(traceId) }, '/Traces', 400, 'InvalidRequestException'],
  [{ TraceIds: [], Colour: 1 }, '/Traces', 400, 'InvalidRequestException'],
  [{}, '/TraceSummaries', 404, 'UnknownOperationException'],
])('refuses %j to %s', async (body, path, status, type) => {
  expect(await get(body, path)).toMatchObject({ status, type });
});
