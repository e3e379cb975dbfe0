import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, credentialHeaders } from '../local/aws/iam/administrator.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import type { Reload } from '../local/boot/reload/reload.ts';
import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import { eventually } from './factories/eventually.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-edited-'));
const configFile = join(folder, 'spillway.config.ts');
const app = { type: 'http', url: 'https://app.example.com/webhooks' } as const;
const audit = { type: 'http', url: 'https://audit.example.com/webhooks' } as const;
const toApp = {
  sources: { github: { sender: 'github' } },
  destinations: { app },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
} satisfies SpillwayConfig;
const toAudit = {
  ...toApp,
  destinations: { app, audit },
  routes: [{ name: 'everything', match: {}, to: ['audit'] }],
} satisfies SpillwayConfig;

let stack: EmbeddedStack;
const reloads: Reload[] = [];
const refusals: string[] = [];

const textOf = (config: SpillwayConfig) => `export default ${JSON.stringify(config, null, 2)};\n`;
const write = (config: SpillwayConfig) => writeFileSync(configFile, textOf(config));
/** As many editors do. */
function replace(text: string): void {
  const other = join(folder, '.spillway.config.ts.swp');
  writeFileSync(other, text);
  renameSync(other, configFile);
}

/** What came of an edit, once something did. */
async function afterEdit(edit: () => void): Promise<Reload> {
  const before = reloads.length;
  edit();
  const came = () => reloads.slice(before).findLast(({ kind }) => kind !== 'began');
  await eventually('something came of the edit', () => came() !== undefined, 120);
  return came() as Reload;
}

let sent = 0;
/** Sends a webhook and gives its delivery id. */
async function send(source = 'github'): Promise<string> {
  const body = JSON.stringify({ number: sent++ });
  const deliveryId = `00000000-0000-4000-8000-${String(sent).padStart(12, '0')}`;
  const secret = stack.sources[source]?.secret ?? '';
  const answer = await sendWebhook(stack.endpoint, { secret, body, source, deliveryId });
  expect(answer.status).toBe(202);
  return JSON.parse(answer.body).deliveryId;
}

const arrivals = () => stack.arrivals.page(0).deliveries;

async function arrivalOf(id: string) {
  const find = () => arrivals().find(({ deliveryId }) => deliveryId === id);
  await eventually(`${id} arrives; ${refusals.join()}`, () => find() !== undefined);
  return find();
}

beforeAll(async () => {
  write(toApp);
  stack = await startFixtureStack({
    configFile,
    onReload: (reload) => void reloads.push(reload),
    onRefusal: (destination, why) => void refusals.push(`${destination}: ${why}`),
  });
}, 180_000);

afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

describe('an edited configuration', () => {
  it('is what the next webhook goes by', async () => {
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'app' });
    const reload = await afterEdit(() => write(toAudit));
    expect(reload).toMatchObject({
      kind: 'reloaded',
      changes: ['destination audit (new)', 'routes'],
    });
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'audit' });
  });

  it('gives a new source its secret, and leaves no trace of one that is gone', async () => {
    const added = {
      ...toApp,
      sources: { ...toApp.sources, second: { sender: 'github' } },
    } as const;
    const reload = await afterEdit(() => replace(textOf(added)));
    expect(reload).toMatchObject({ kind: 'reloaded', newSources: ['second'] });
    expect(await arrivalOf(await send('second'))).toMatchObject({ source: 'second' });
    const old = stack.sources.second;
    expect(await afterEdit(() => replace(textOf(toApp)))).toMatchObject({
      changes: ['source second (gone)'],
    });
    const answer = await sendWebhook(stack.endpoint, {
      secret: old?.secret ?? '',
      source: 'second',
    });
    expect(answer.status).toBe(404);
    expect(stack.secrets.list().map(({ name }) => name)).not.toContain(
      'spillway/dev/sources/second',
    );
  });

  it('keeps a secret that was rotated', async () => {
    const secret = stack.secrets.find('spillway/dev/sources/github');
    const rotated = JSON.stringify({ current: 'rotated by somebody at the terminal' });
    stack.secrets.put(secret, rotated, ['AWSCURRENT']);
    await afterEdit(() => write(toAudit));
    const client = new SecretsManagerClient({
      endpoint: stack.env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const read = await client.send(
      new GetSecretValueCommand({ SecretId: 'spillway/dev/sources/github' }),
    );
    client.destroy();
    expect(read.SecretString).toBe(rotated);
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'audit' });
  });

  it('leaves the versions before it, which take the calls when the alias is moved back', async () => {
    const path = '/2015-03-31/functions/spillway-dev-processing/aliases/live';
    const alias = async (method: string, body?: object) => {
      const answer = await fetch(`${stack.env.AWS_ENDPOINT_URL_LAMBDA}${path}`, {
        ...{ method, headers: credentialHeaders(administrator) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return Object(await answer.json()).FunctionVersion;
    };
    const newest = await alias('GET');
    const older = String(Number(newest) - 1);
    expect(await alias('PUT', { FunctionVersion: older })).toBe(older);
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'app' });
    await alias('PUT', { FunctionVersion: newest });
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'audit' });
  });

  it('may have destinations of other kinds, with all that they need', async () => {
    const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders';
    const several: SpillwayConfig = {
      ...toApp,
      destinations: {
        orders: { type: 'sqs', queueUrl },
        mail: { type: 'email', from: 'spillway@example.com', to: ['you@example.com'] },
        bus: { type: 'eventbridge' },
      },
      routes: [{ name: 'everything', match: {}, to: ['orders', 'mail', 'bus'] }],
    };
    expect(await afterEdit(() => write(several))).toMatchObject({ kind: 'reloaded' });
    await send();
    const messages = () => stack.messages.page(0).messages.map(({ destination }) => destination);
    await eventually(
      `three messages arrive, not ${messages().join()}`,
      () => new Set(messages()).size === 3,
    );
    expect(stack.denials).toEqual([]);
  });

  it('changes nothing where it is wrong, and says where', async () => {
    await afterEdit(() => write(toAudit));
    const wrong = { ...toAudit, routes: [{ name: 'everything', match: {}, to: ['nobody'] }] };
    expect(await afterEdit(() => write(wrong))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('routes[0].to[0]: "nobody" is not declared'),
    });
    expect(await afterEdit(() => replace('export default {'))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(
        'spillway.config.ts could not be loaded, at spillway.config.ts:',
      ),
    });
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'audit' });
    expect(await afterEdit(() => write(toApp))).toMatchObject({ kind: 'reloaded' });
    expect(await arrivalOf(await send())).toMatchObject({ destination: 'app' });
  });

  it('loses and doubles no webhook over ten of them', async () => {
    const accepted: string[] = [];
    let isDone = false;
    // A steady stream, which leaves the machine time for the rest. The sink pages by a thousand.
    const mostSent = 900;
    const sending = (async () => {
      for await (const _ of setInterval(25)) {
        if (isDone || accepted.length === mostSent) break;
        accepted.push(await send());
      }
    })();
    for (let edit = 0; edit < 10; edit++) {
      const next = edit % 2 === 0 ? toAudit : toApp;
      expect(await afterEdit(() => write(next))).toMatchObject({ kind: 'reloaded' });
    }
    isDone = true;
    await sending;
    const arrived = () => arrivals().map(({ deliveryId }) => deliveryId);
    const missing = () => accepted.filter((id) => !arrived().includes(id));
    await eventually(`all of ${accepted.length} arrive`, () => missing().length === 0, 120);
    const ids = new Set(accepted);
    expect(arrived().filter((id) => ids.has(id))).toHaveLength(accepted.length);
    const both = arrivals().filter(({ deliveryId }) => ids.has(deliveryId));
    expect(new Set(both.map(({ destination }) => destination))).toEqual(new Set(['app', 'audit']));
    expect(refusals).toEqual([]);
  }, 240_000);
});
