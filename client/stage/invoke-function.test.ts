import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, it, vi } from 'vitest';
import { nowhere } from './embedded-stage.ts';
import { invokeFunction } from './invoke-function.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const sqs = new SQSClient({ region: 'eu-west-1', credentials });

afterEach(() => vi.unstubAllGlobals());

it('never calls AWS for an embedded stack that has no Lambda endpoint', async () => {
  const called: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    called.push(url.origin);
    return Response.json({});
  });
  await invokeFunction({ sqs }, { stack: { env: {} } } as never, 'worker', {});
  expect(called).toEqual([nowhere]);
});
