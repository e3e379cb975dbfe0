import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { createCallAws } from './call-aws.ts';

const sqs = (region: string) =>
  new SQSClient({ region, credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } });

const call = {
  service: 'cloudformation',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=DescribeStacks',
} as const;

function answering(status: number, text: string) {
  const asked: [url: string, headers: Record<string, string>][] = [];
  const send: typeof fetch = async (url, init) => {
    asked.push([String(url), init?.headers as Record<string, string>]);
    return new Response(text, { status });
  };
  return { asked, send };
}

it.each([
  ['eu-west-1', 'https://cloudformation.eu-west-1.amazonaws.com/'],
  ['cn-north-1', 'https://cloudformation.cn-north-1.amazonaws.com.cn/'],
])('calls the endpoint of %s, signed', async (region, url) => {
  const { asked, send } = answering(200, '<ok/>');
  expect(await createCallAws({ sqs: sqs(region) }, { send })(call)).toBe('<ok/>');
  expect(asked).toEqual([
    [
      url,
      expect.objectContaining({
        authorization: expect.stringContaining(`/${region}/cloudformation/`),
      }),
    ],
  ]);
});

it.each([
  [
    '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
    'AccessDenied',
    'no',
  ],
  [
    '{"__type":"com.amazonaws#ResourceNotFoundException","message":"gone"}',
    'ResourceNotFoundException',
    'gone',
  ],
  ['<html>', 'Error', 'cloudformation answered 400'],
])('gives an error the name that the service gives it: %s', async (text, name, message) => {
  const { send } = answering(400, text);
  await expect(createCallAws({ sqs: sqs('eu-west-1') }, { send })(call)).rejects.toMatchObject({
    name,
    message,
  });
});

it('calls nothing but the embedded stack for a stage of its own', async () => {
  const { asked, send } = answering(200, '<ok/>');
  const stack = (env: Record<string, string>) => ({
    ...{ pid: 1, stage: 'dev', endpoint: '', sinkUrl: '', sources: {}, env },
  });
  const own = { AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://127.0.0.1:4704' };
  for (const env of [own, {}]) {
    await createCallAws({ sqs: sqs('eu-west-1') }, { stack: stack(env), send })(call);
  }
  expect(asked.map(([url]) => url)).toEqual(['http://127.0.0.1:4704/', 'http://127.0.0.1:1/']);
});
