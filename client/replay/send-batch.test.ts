import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Behaviour, startFaultyAws } from '../../service/aws/faulty-aws-fixture.ts';
import { sendBatch } from './send-batch.ts';

let aws: Awaited<ReturnType<typeof startFaultyAws>>;
let pauses: number[];

beforeEach(() => {
  pauses = [];
});
afterEach(() => aws.stop());

const failing = (...Failed: object[]): Behaviour => ({ status: 200, body: { Failed } });
const busy = (Id: string) => ({ Id, SenderFault: false, Code: 'InternalError' });

/** What SQS did not take, and the messages of each call. */
async function send(...behaviours: Behaviour[]) {
  aws = await startFaultyAws(behaviours);
  const sqs = new SQSClient({
    endpoint: aws.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useQueueUrlAsEndpoint: false,
    md5: false,
  });
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/intake';
  const refused = await sendBatch({ sqs, queueUrl, sleep }, ['a', 'b', 'c']);
  sqs.destroy();
  const calls = aws.received.map(({ body }) =>
    JSON.parse(body).Entries.map(({ MessageBody }: { MessageBody: string }) => MessageBody),
  );
  return { refused: [...refused], calls };
}

describe('a batch', () => {
  it('is sent in one call', async () => {
    expect(await send(failing())).toEqual({ refused: [], calls: [['a', 'b', 'c']] });
  });

  it('is sent again where SQS was busy, after a pause, and nothing else of it', async () => {
    expect(await send(failing(busy('1')), failing())).toEqual({
      refused: [],
      calls: [['a', 'b', 'c'], ['b']],
    });
    expect(pauses).toEqual([500]);
  });

  it('is given up after some attempts, and says which message', async () => {
    const { refused, calls } = await send(failing(busy('2')));
    expect(refused).toEqual([[2, 'InternalError']]);
    expect(calls).toHaveLength(4);
  });

  it('is not sent again where the message is at fault', async () => {
    const fault = { Id: '0', SenderFault: true, Code: 'InvalidMessageContents' };
    const { refused, calls } = await send(failing(fault));
    expect(refused).toEqual([[0, 'InvalidMessageContents']]);
    expect(calls).toHaveLength(1);
  });
});
