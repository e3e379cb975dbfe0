import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStackFile, writeStackFile } from '../../client/stack-file.ts';
import {
  type CloudFormation,
  startCloudFormation,
} from '../../local/aws/cloudformation/start-cloudformation.ts';
import { createRevision } from '../../local/boot/reload/revision-fixture.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;
let service: CloudFormation;
beforeAll(async () => {
  [fixture, service] = await Promise.all([startCliFixture(), startCloudFormation()]);
  const file = `${fixture.root}/.spillway/stack.json`;
  const stack = readStackFile(file);
  const env = { ...stack.env, AWS_ENDPOINT_URL_CLOUDFORMATION: service.endpoint };
  writeStackFile({ ...stack, env }, file);
});
afterAll(() => Promise.all([fixture.stop(), service.stop()]));

const queue = (QueueName: string, DelaySeconds = 0) => ({
  ...{ Type: 'AWS::SQS::Queue', Properties: { QueueName, DelaySeconds } },
});
const begin = (resources: Parameters<typeof createRevision>[0]) =>
  service.history.begin(createRevision(resources).template);
const shown = async () => {
  const text = await fixture.run(['deployments']);
  return text
    .replace(/2\d{3}-\S+Z/g, 'TIME')
    .trimEnd()
    .split('\n');
};

it('says of each deployment how it ended and what it changed, the latest first', async () => {
  begin({ Intake: queue('intake'), Old: queue('old') }).complete();
  begin({ Intake: queue('intake', 5), New: queue('new') }).complete();
  begin({}).fail('no room\u001b[31m');
  expect(await shown()).toEqual([
    'TIME  UPDATE_FAILED after 0 s',
    '    Spillway-dev: no room�[31m',
    'TIME  UPDATE_COMPLETE after 0 s',
    ...['    created 1 resource', '    updated intake', '    deleted old'],
    'TIME  CREATE_COMPLETE after 0 s',
    '    created 2 resources',
  ]);
});

it('says of one that is under way that it is', async () => {
  begin({ Intake: queue('intake') });
  expect((await shown())[0]).toBe('TIME  UPDATE_IN_PROGRESS under way');
  const all = JSON.parse(await fixture.run(['deployments', '--limit', '1', '--json']));
  expect(all).toEqual([expect.objectContaining({ status: 'UPDATE_IN_PROGRESS', changes: [] })]);
});
