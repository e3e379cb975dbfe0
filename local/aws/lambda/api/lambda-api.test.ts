import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/factories/eventually.ts';
import {
  arn,
  type LambdaApiFixture,
  queueArn,
  startLambdaApiFixture,
} from './lambda-api-fixture.ts';

let fixture: LambdaApiFixture;
beforeAll(async () => {
  fixture = await startLambdaApiFixture();
  await fixture.deploy('old');
});
afterAll(() => fixture.stop());

const functions = '/2015-03-31/functions';
const worker = `${functions}/worker`;
const alias = `${worker}/aliases/live`;
const reservation = '/2017-10-31/functions/worker/concurrency';
const mappings = '/2015-03-31/event-source-mappings';

const call: LambdaApiFixture['call'] = (...args) => fixture.call(...args);
const invoke = async (qualifier = 'live') => {
  const { status, body, headers } = await call(
    'POST',
    `${worker}/invocations?Qualifier=${qualifier}`,
    {},
  );
  return status === 200 ? `${body} ${headers.get('x-amz-executed-version')}` : status;
};
const liveVersion = async () => (await call('GET', alias)).body.FunctionVersion;
const theMapping = async () => {
  const { body } = await call('GET', `${mappings}?FunctionName=worker:live`);
  return body.EventSourceMappings[0];
};

describe('a version', () => {
  it('is published by a deployment with other code, and runs again when the alias is moved back', async () => {
    await fixture.deploy('old');
    expect(await liveVersion()).toBe('1');
    await fixture.deploy('new');
    expect(await invoke()).toBe('new 2');

    const moved = await call('PUT', alias, { FunctionVersion: '1' });
    expect(moved).toMatchObject({ status: 200, body: { Name: 'live', FunctionVersion: '1' } });
    expect(await Promise.all([invoke(), invoke('2'), invoke('$LATEST')])).toEqual([
      ...['old 1', 'new 2', 'new $LATEST'],
    ]);
    // Like CloudFormation, which sees no change of the template in it.
    await fixture.deploy('new');
    expect(await liveVersion()).toBe('1');
    await fixture.deploy('newest');
    expect(await liveVersion()).toBe('3');
  }, 30_000);

  it('is listed after $LATEST, page by page', async () => {
    const first = await call('GET', `${worker}/versions?MaxItems=2`);
    const second = await call('GET', `${worker}/versions?Marker=${first.body.NextMarker}`);
    const all = [...first.body.Versions, ...second.body.Versions];
    expect(all.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2', '3']);
    expect(all[1]).toMatchObject({ FunctionArn: `${arn}:1`, FunctionName: 'worker', CodeSize: 79 });
    expect(second.body.NextMarker).toBeUndefined();
    expect(new Set(all.map(({ CodeSha256 }) => CodeSha256)).size).toBe(3);
  });
});

describe('reserved concurrency', () => {
  it('of 0 throttles all, and is free again without one', async () => {
    const reserved = { ReservedConcurrentExecutions: 0 };
    expect(await call('PUT', reservation, reserved)).toMatchObject({ status: 200, body: reserved });
    const throttled = await call('POST', `${worker}:live/invocations`, {});
    expect(throttled).toMatchObject({ status: 429, body: { message: 'Rate Exceeded.' } });
    expect(throttled.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
    // A deployment that reserves as the one before changes nothing.
    await fixture.deploy('newest');
    expect(await invoke()).toBe(429);
    expect((await call('DELETE', reservation)).status).toBe(204);
    expect(await invoke()).toBe('newest 3');
  });

  it('leaves less for others, and at least 100', async () => {
    await call('PUT', reservation, { ReservedConcurrentExecutions: 400 });
    const { body } = await call('GET', '/2016-08-19/account-settings');
    expect(body.AccountLimit).toMatchObject({
      ...{ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 600 },
    });
    const refused = await call('PUT', reservation, { ReservedConcurrentExecutions: 901 });
    expect(refused.headers.get('x-amzn-errortype')).toBe('InvalidParameterValueException');
    const kept = await call('GET', '/2019-09-30/functions/worker/concurrency');
    expect(kept.body).toEqual({ ReservedConcurrentExecutions: 400 });
    await fixture.deploy('newest', 7);
    const deployed = await call('GET', '/2019-09-30/functions/worker/concurrency');
    expect(deployed.body).toEqual({ ReservedConcurrentExecutions: 7 });
  });
});

describe('an event source mapping', () => {
  const stateIs = (wanted: string) =>
    eventually(`the state ${wanted}`, async () => (await theMapping()).State === wanted);
  const isHandedOver = (count: number) =>
    eventually('a message handed over', () => fixture.handedOver() === count);

  it('polls no more when it is disabled, and again when it is enabled', async () => {
    const { UUID, State, ScalingConfig } = await theMapping();
    expect([State, ScalingConfig]).toEqual(['Enabled', { MaximumConcurrency: 5 }]);
    const disabling = await call('PUT', `${mappings}/${UUID}`, { Enabled: false });
    expect(disabling).toMatchObject({ status: 202, body: { State: 'Disabling' } });
    await stateIs('Disabled');
    // Like CloudFormation, which sees no change of the template in it.
    await fixture.deploy('newest', 7);
    expect((await theMapping()).State).toBe('Disabled');
    const before = fixture.handedOver();
    await fixture.send('waits');
    const enabling = await call('PUT', `${mappings}/${UUID}`, { Enabled: true });
    expect(enabling.body).toMatchObject({
      ...{ State: 'Enabling', BatchSize: 3, ScalingConfig: { MaximumConcurrency: 5 } },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(fixture.handedOver()).toBe(before);
    await isHandedOver(before + 1);
    await stateIs('Enabled');
  });

  it('can’t be changed while it is on its way to another state', async () => {
    const { UUID } = await theMapping();
    await fixture.deploy('slow', 7);
    await fixture.send('keeps a poller busy');
    await eventually('an invocation', async () => fixture.isRunning());
    const first = await call('PUT', `${mappings}/${UUID}`, {
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    const second = await call('PUT', `${mappings}/${UUID}`, { Enabled: false });
    expect(first.body).toMatchObject({
      ...{ State: 'Updating', ScalingConfig: { MaximumConcurrency: 2 } },
    });
    expect(second.headers.get('x-amzn-errortype')).toBe('ResourceInUseException');
    await stateIs('Enabled');
  });

  it('can be deleted and created anew, under another id', async () => {
    const { UUID } = await theMapping();
    const again = { EventSourceArn: queueArn, FunctionName: 'worker:live', BatchSize: 5 };
    const exists = await call('POST', mappings, again);
    expect(exists).toMatchObject({ status: 409, body: { message: expect.stringContaining(UUID) } });
    expect((await call('DELETE', `${mappings}/${UUID}`)).body.State).toBe('Deleting');
    await eventually('no mapping', async () => (await theMapping()) === undefined);
    const created = await call('POST', mappings, again);
    expect(created).toMatchObject({ status: 202, body: { State: 'Creating', BatchSize: 5 } });
    await stateIs('Enabled');
    expect((await theMapping()).UUID).not.toBe(UUID);
    const before = fixture.handedOver();
    await fixture.send('to the new one');
    await isHandedOver(before + 1);
  });
});

it('tells who may call a function by its alias', async () => {
  const { body } = await call('GET', `${worker}/policy?Qualifier=live`);
  expect(JSON.parse(body.Policy).Statement).toEqual([
    expect.objectContaining({ Principal: { Service: 'apigateway.amazonaws.com' } }),
  ]);
});

describe('what can’t be done', () => {
  it.each<[string, string, unknown, number, string, string]>([
    [
      'GET',
      `${functions}/nobody`,
      undefined,
      404,
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:nobody',
    ],
    [
      'GET',
      `${worker}?Qualifier=99`,
      undefined,
      404,
      'ResourceNotFoundException',
      `Function not found: ${arn}:99`,
    ],
    [
      'GET',
      `${worker}/aliases/none`,
      undefined,
      404,
      'ResourceNotFoundException',
      `Cannot find alias arn: ${arn}:none`,
    ],
    [
      'PUT',
      alias,
      { FunctionVersion: '99' },
      404,
      'ResourceNotFoundException',
      `Function not found: ${arn}:99`,
    ],
    ['PUT', alias, { FunctionVersion: 'best' }, 400, 'ValidationException', 'FunctionVersion'],
    ['PUT', alias, { RevisionId: 'other' }, 412, 'PreconditionFailedException', 'Revision Id'],
    ['PUT', alias, { RoutingConfig: {} }, 400, 'ValidationException', 'RoutingConfig'],
    ['GET', `${mappings}/none`, undefined, 404, 'ResourceNotFoundException', 'does not exist'],
    ['GET', `${worker}/policy`, undefined, 404, 'ResourceNotFoundException', 'does not exist'],
    ['POST', `${worker}/invocations`, 'no JSON', 400, 'InvalidRequestContentException', 'json'],
    ['GET', `${functions}?MaxItems=0`, undefined, 400, 'ValidationException', 'MaxItems'],
    ['PUT', `${worker}/configuration`, {}, 404, 'UnknownOperationException', 'UpdateAlias'],
  ])('is refused in Lambda’s words: %s %s %j', async (method, path, body, status, type, words) => {
    const refused = await call(method, path, body);
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([status, type]);
    expect(refused.body.message).toContain(words);
  });
});
