import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOfStack } from '../../../client/stage/ask-of-stack.ts';
import { createRevision } from '../../boot/reload/revision-fixture.ts';
import { type CloudFormation, startCloudFormation } from './start-cloudformation.ts';

let service: CloudFormation;
beforeAll(async () => {
  service = await startCloudFormation();
  deploy({ Intake: 'intake', Gone: 'gone' });
  deploy({ Intake: 'intake', Added: 'a&b' });
  service.history.begin(templateOf({})).fail('no room');
});
afterAll(() => service.stop());

/** Queues by their logical ids. */
function templateOf(queues: Readonly<Record<string, string>>) {
  const resources = Object.entries(queues).map(([id, QueueName]) => [
    id,
    { Type: 'AWS::SQS::Queue', Properties: { QueueName } },
  ]);
  return createRevision(Object.fromEntries(resources)).template;
}

function deploy(queues: Readonly<Record<string, string>>): void {
  service.history.begin(templateOf(queues)).complete();
}

async function ask(Action: string, parameters: Readonly<Record<string, string>> = {}) {
  const query = { Action, Version: '2010-05-15', StackName: 'Spillway-dev', ...parameters };
  const body = new URLSearchParams(query);
  const answer = await fetch(service.endpoint, { method: 'POST', body });
  return answer.text();
}

const all = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

it('says how the stack is', async () => {
  const xml = await ask('DescribeStacks');
  expect(all(xml, 'StackStatus')).toEqual(['UPDATE_FAILED']);
  const [created, updated] = ['CreationTime', 'LastUpdatedTime'].map((name) => all(xml, name)[0]);
  expect(Date.parse(updated ?? '')).toBeGreaterThanOrEqual(Date.parse(created ?? ''));
});

it('tells of each deployment what changed, the latest first', async () => {
  const xml = await ask('DescribeStackEvents');
  const ids = all(xml, 'LogicalResourceId');
  expect(all(xml, 'ResourceStatus').map((status, index) => `${ids[index]} ${status}`)).toEqual([
    ...['Spillway-dev UPDATE_FAILED', 'Spillway-dev UPDATE_IN_PROGRESS'],
    ...['Spillway-dev UPDATE_COMPLETE', 'Gone DELETE_COMPLETE', 'Added CREATE_COMPLETE'],
    'Spillway-dev UPDATE_IN_PROGRESS',
    ...['Spillway-dev CREATE_COMPLETE', 'Gone CREATE_COMPLETE', 'Intake CREATE_COMPLETE'],
    'Spillway-dev CREATE_IN_PROGRESS',
  ]);
  expect(all(xml, 'ResourceStatusReason')).toContain('no room');
});

it('lists what it has, with the names that it was given', async () => {
  const xml = await ask('ListStackResources');
  expect(all(xml, 'LogicalResourceId')).toEqual(['Intake', 'Added']);
  expect(all(xml, 'PhysicalResourceId').at(-1)).toMatch(/\/a&amp;b$/);
  const one = await ask('DescribeStackResources', { LogicalResourceId: 'Intake' });
  expect(all(one, 'LogicalResourceId')).toEqual(['Intake']);
});

describe('what can’t be done', () => {
  it.each([
    ['DescribeStacks', { StackName: 'Other' }, 'Stack with id Other does not exist'],
    ['DescribeStackResources', { LogicalResourceId: 'No' }, 'Resource No does not exist'],
    ['DescribeStackEvents', { Colour: 'red' }, 'Colour'],
    ['UpdateStack', {}, 'DescribeStackEvents'],
  ])('is refused by name: %s %j', async (action, parameters, words) => {
    expect(all(await ask(action, parameters), 'Message')[0]).toContain(words);
  });

  it('of a stack that is not there is told to the command line as on AWS', async () => {
    const call = askOfStack('DescribeStacks', 'prod', async ({ body }) => {
      const answer = await fetch(service.endpoint, { method: 'POST', body });
      const text = await answer.text();
      const { Code: name, Message: message } = Object.fromEntries(
        ['Code', 'Message'].map((one) => [one, all(text, one)[0]]),
      );
      throw Object.assign(new Error(message), { name });
    });
    await expect(call).rejects.toThrow('There is no stack Spillway-prod');
  });
});
