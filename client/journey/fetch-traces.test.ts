import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpReceiver, startHttpReceiver } from '../../test/factories/http-receiver.ts';
import { fetchTraces } from './fetch-traces.ts';

let receiver: HttpReceiver;
beforeAll(async () => {
  receiver = await startHttpReceiver();
});
afterAll(() => receiver.stop());

const fetch = (ids: readonly string[]) =>
  fetchTraces(
    {
      ...{ endpoint: receiver.url, region: 'eu-west-1', signal: new AbortController().signal },
      credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: 's', sessionToken: 't' }),
    },
    ids,
  );

it('asks for five traces at once, signed, and gives all of their documents', async () => {
  receiver.answer = (response, { body }) => {
    const { TraceIds } = JSON.parse(String(body));
    const Segments = [{ Id: 's', Document: '{"id":"s"}' }];
    const Traces = TraceIds.map((Id: string) => ({ Id, Duration: 1, Segments }));
    response.end(JSON.stringify({ Traces, UnprocessedTraceIds: [] }));
  };
  const ids = ['1', '2', '3', '4', '5', '6'];
  expect(await fetch(ids)).toEqual(ids.map((id) => ({ id, documents: [{ id: 's' }] })));
  expect(receiver.requests.map(({ body }) => JSON.parse(String(body)).TraceIds)).toEqual([
    ['1', '2', '3', '4', '5'],
    ['6'],
  ]);
  expect(receiver.requests[0]).toMatchObject({
    ...{ method: 'POST', path: '/Traces' },
    headers: {
      authorization: expect.stringMatching(/Credential=AKID\/\d{8}\/eu-west-1\/xray\/aws4_request/),
      'x-amz-security-token': 't',
    },
  });
});

it('fails by the name that AWS gives the error, and asks nobody for no trace', async () => {
  receiver.answer = (response) =>
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException:http://x/' }).end('{}');
  await expect(fetch(['1'])).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await fetch([])).toEqual([]);
});
