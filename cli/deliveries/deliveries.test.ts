import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackFile, writeStackFile } from '../../client/stack-file.ts';
import { type Sink, startSink } from '../../local/sink/start-sink.ts';
import { type CliFixture, fixtureRegion, startCliFixture } from '../cli-fixture.ts';

const red = '\u001b[31mred\u202e';
let fixture: CliFixture;
let sink: Sink;

beforeAll(async () => {
  fixture = await startCliFixture({ hasTable: true, sources: { github: { sender: 'github' } } });
  sink = await startSink({ port: 0, secretsOf: () => [] });
  sink.aimAt({ app: { type: 'http', url: 'https://app.example.com' }, team: { type: 'slack' } });
  const configFile = join(import.meta.dirname, '../../test/fixtures/default.config.ts');
  writeStackFile({ ...readStackFile(stackFile()), sinkUrl: sink.url, configFile }, stackFile());
  await post('app', 'd-1', 'first');
  await post('app', 'd-1', red);
  await post('team', 'd-1', '{"text":"Released"}');
  await post('app', 'bytes', Buffer.from([0xff, 0, 10]));
  await put('github/app//d-1', {
    status: 'FAILED',
    lastError: 'Destination app answered 503',
    attempts: 2,
  });
});

afterAll(async () => {
  await sink?.stop();
  await fixture?.stop();
});

const stackFile = () => join(fixture.root, '.spillway', 'stack.json');

async function post(destination: string, id: string, body: string | Buffer): Promise<void> {
  const headers = { 'webhook-id': id, 'webhook-signature': 'v1,AAAA', 'x-red': 'a\u00ad' };
  await fetch(`${sink.url}/${destination}`, { method: 'POST', headers, body });
}

async function put(
  id: string,
  { status, lastError, attempts }: { status: string; lastError: string; attempts: number },
): Promise<void> {
  const dynamo = new DynamoDBClient({
    endpoint: fixture.endpoints.tables,
    region: fixtureRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Item = {
    id: { S: id },
    status: { S: status },
    lastError: { S: lastError },
    attempts: { N: String(attempts) },
  };
  await dynamo.send(new PutItemCommand({ TableName: 'spillway-dev-deliveries', Item }));
  dynamo.destroy();
}

const run = (...args: string[]) => fixture.run(['deliveries', ...args]);

describe('deliveries list', { timeout: 30_000 }, () => {
  it('has what the destinations got, newest first, each on a line', async () => {
    const lines = (await run('list')).split('\n');
    expect(lines[0]).toMatch(/^request +arrived +destination +verdict +bytes +delivery$/);
    expect(lines[1]).toMatch(/^ +4 +\S+Z +app +refused 401 +3 +bytes$/);
    expect(lines[2]).toMatch(/^ +3 +\S+Z +team +accepted 200 +19 +d-1$/);
    const { deliveries, total } = JSON.parse(await run('list', '--json', '--limit', '2'));
    expect(total).toBe(4);
    expect(deliveries.map(({ request }: { request: number }) => request)).toEqual([4, 3]);
    expect(await run('list', '--limit', '2')).toContain('2 of 4 requests, of which 4 are kept.');
  });

  it('is for the embedded stack, and says so', async () => {
    await expect(run('list', '--stage', 'prod')).rejects.toThrow('for the embedded stack only');
  });
});

describe('deliveries show', { timeout: 30_000 }, () => {
  const show = async (...args: string[]) => JSON.parse(await run('show', '--json', ...args));

  it('has how a delivery stands at each destination, and its requests, without bodies and signatures', async () => {
    const shown = await show('d-1');
    expect(shown).toMatchObject({
      deliveryId: 'd-1',
      destinations: [
        {
          ...{ source: 'github', destination: 'app', state: 'failed', attempts: 2 },
          lastError: 'Destination app answered 503',
        },
      ],
      requests: [
        { request: 3, destination: 'team', verdict: 'accepted' },
        { request: 2, destination: 'app', verdict: 'refused', why: 'bad signature', status: 401 },
        { request: 1, destination: 'app' },
      ],
    });
    expect(JSON.stringify(shown)).not.toMatch(/first|AAAA|"body"/);
    expect(shown.requests[1].headers['webhook-signature']).toBe('(hidden)');
  });

  it('prints a body, and a signature, where that is asked for', async () => {
    const shown = await show('d-1', '--body', '--secrets', '--destination', 'app');
    expect(shown.requests.map(({ body }: { body: object }) => body)).toEqual([
      { text: red },
      { text: 'first' },
    ]);
    expect(shown.requests[0].headers['webhook-signature']).toBe('v1,AAAA');
    const text = await run('show', 'd-1', '--body');
    expect(text).toContain('first');
    expect(text).toContain('request 2 to app: refused 401');
    for (const unseen of ['\u001b', '\u202e', '\u00ad', 'AAAA']) expect(text).not.toContain(unseen);
  });

  it('writes the exact bytes of one body', async () => {
    const bytes: Buffer[] = [];
    const writeBytes = (some: Buffer) => bytes.push(some);
    const raw = (...args: string[]) =>
      fixture.run(['deliveries', 'show', '--raw', ...args], { writeBytes });
    expect(await raw('bytes')).toBe('');
    await raw('d-1', '--destination', 'app');
    expect(bytes).toEqual([Buffer.from([0xff, 0, 10]), Buffer.from(red)]);
    await expect(raw('d-1')).rejects.toThrow('It went to 2 destinations');
    await expect(raw('none')).rejects.toThrow('No request of none is kept.');
  });

  it('takes the number of a request, of what has no delivery id', async () => {
    expect(await show('3')).toMatchObject({ requests: [{ request: 3, destination: 'team' }] });
  });

  it('shows what is kept while the configuration is broken', async () => {
    const broken = join(fixture.root, 'broken.config.ts');
    writeFileSync(broken, 'export default {');
    const whole = readStackFile(stackFile());
    writeStackFile({ ...whole, configFile: broken }, stackFile());
    const shown = await show('d-1');
    await expect(show('none')).rejects.toThrow('broken.config.ts');
    writeStackFile(whole, stackFile());
    expect(shown).toMatchObject({
      destinations: [{ source: 'github', destination: 'app' }],
      requests: [{ request: 3 }, { request: 2 }, { request: 1 }],
    });
    await expect(show('d-1', '--config', broken)).rejects.toThrow('broken.config.ts');
  });

  it('says what to do about an id that nothing is known of', async () => {
    await expect(run('show', 'none')).rejects.toMatchObject({
      message: 'Nothing is known of a delivery none.',
      remedy: expect.stringContaining('npx spillway trace none'),
      exitCode: 1,
    });
  });

  it.each([
    ['--destination', 'ap', 'There is no destination ap. Did you mean app?'],
    ['--source', 'githup', 'There is no source githup. Did you mean github?'],
  ])('says what a misspelt %s may mean: %s', async (option, name, message) => {
    await expect(run('show', 'd-1', option, name)).rejects.toMatchObject({ message, exitCode: 2 });
  });

  it('says of a deployed stage that it keeps no bodies', async () => {
    await expect(run('show', 'd-1', '--body', '--stage', 'prod')).rejects.toMatchObject({
      message: 'Only the embedded stack keeps the bodies of what was delivered.',
      remedy: 'Without one: npx spillway deliveries show d-1 --stage prod',
      exitCode: 2,
    });
  });
});
