import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HttpRequest } from '@smithy/core/protocols';
import { afterEach, expect, it } from 'vitest';
import { clientSettings } from './client-settings.ts';
import { type Behaviour, startFaultyAws } from './faulty-aws-fixture.ts';
import { KeepAliveHandler } from './keep-alive-handler.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const secret: Behaviour = { status: 200, body: { SecretString: 'the secret' } };

it.each<Behaviour>(['reset', 'hang'])(
  'a call succeeds at its second attempt though all kept connections are dead: %s',
  async (dead) => {
    const aws = await startFaultyAws(({ isFirst }) => (isFirst ? secret : dead));
    const client = new SecretsManagerClient({
      ...clientSettings(2),
      requestHandler: new KeepAliveHandler({ connectMilliseconds: 300, attemptMilliseconds: 300 }),
      endpoint: aws.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    stops.push(aws.stop, async () => client.destroy());
    const read = () => client.send(new GetSecretValueCommand({ SecretId: 's' }));
    await Promise.all([read(), read(), read()]);
    expect((await read()).SecretString).toBe('the secret');
    expect(aws.received).toHaveLength(5);
  },
);

it('a call ends though its answer is one of another protocol', async () => {
  const headers = { connection: 'upgrade', upgrade: 'websocket' };
  const aws = await startFaultyAws([{ status: 101, headers }]);
  const limits = { connectMilliseconds: 300, attemptMilliseconds: 300 };
  const handler = new KeepAliveHandler(limits);
  stops.push(aws.stop, async () => handler.destroy());
  const { hostname, port } = new URL(aws.url);
  const request = new HttpRequest({ protocol: 'http:', hostname, port: Number(port) });
  await expect(handler.handle(request)).rejects.toThrow('another protocol');
});
