import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { type SenderName, senders } from '../service/webhook/senders.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const configFile = join(import.meta.dirname, 'fixtures/send.config.ts');
let stack: EmbeddedStack;
let root: string;

beforeAll(async () => {
  stack = await startFixtureStack({ configFile, context: { secretCacheSeconds: '0' } });
  root = mkdtempSync(join(tmpdir(), 'spillway-send-'));
  const { stage, endpoint, sinkUrl, faultsUrl, events, env } = stack;
  const sources = Object.entries(stack.sources).map(([name, { config, ...source }]) => [
    name,
    {
      ...source,
      publicUrl: config.publicUrl,
      custom: config.sender === 'custom' ? config.custom : undefined,
    },
  ]);
  const clients = events?.clients.map(({ id, secret }) => ({ id, secret })) ?? [];
  writeStackFile(
    {
      ...{ pid: process.pid, stage, endpoint, sinkUrl, faultsUrl, configFile, env },
      sources: Object.fromEntries(sources),
      events: { tokenEndpoint: events?.tokenEndpoint ?? '', clients },
    },
    join(root, '.spillway', 'stack.json'),
  );
});

afterAll(async () => {
  await stack?.stop();
  if (root) rmSync(root, { recursive: true });
});

const run = (command: string, context = {}) =>
  runSpillway(['send', ...command.split(' ')], { root, sleep: setTimeout, ...context });

const runJson = async (command: string, context = {}) =>
  JSON.parse(await run(`${command} --json`, context));

describe('spillway send', () => {
  it.concurrent.each(Object.keys(senders).filter((name) => name !== 'stripe'))(
    '%s: its first example is accepted as documented, and delivered',
    async (sender) => {
      const { answer, became } = await runJson(sender);
      expect(answer.status).toBe(senders[sender as SenderName].acceptedStatus);
      expect(became).toMatchObject({
        end: 'delivered',
        deliveries: [{ destination: 'app', state: 'delivered', route: 'all of the others' }],
      });
    },
  );

  it.each([
    'acme',
    'acme --type made',
    'events',
    'events --type order.lost',
    'twilio --example completed',
  ])('%s is delivered', async (command) => {
    const { type = 'example', became } = await runJson(command);
    expect(became.end).toBe('delivered');
    const [, wanted] = / --type (.*)/.exec(command) ?? [];
    expect(type).toBe(wanted ?? type);
  });

  it('says which route filtered it, and why', async () => {
    expect(await run('stripe --type invoice.paid')).toMatch(
      /^accepted by stripe: 202 after \d+ ms\ninvoice.paid, delivery id evt_\w+\nfiltered: no route takes it\n {2}large charges {2}type is not 'charge.succeeded'\n {2}and 3 for other sources\n$/,
    );
  });

  it('says where it went, by which route and within which time', async () => {
    expect(await run('stripe --type charge.succeeded')).toMatch(
      /\ndelivered → app, after \d+\.\d s, route large charges\n$/,
    );
  });

  it('says of a dead letter why, and how to see it', async () => {
    const text = await run('github --example release.published');
    expect(text).toMatch(/dead-lettered → broken, .*permanent\nNo release is wanted\n/);
    expect(text).toMatch(/See it: npx spillway dlq show [0-9a-f-]{36} --stage local/);
  });

  it('says that it is tried again, and when', async () => {
    const text = await run('github --example star.created --wait 3s');
    // How many fall within the wait is the jitter's to say.
    expect(text).toMatch(/failed → broken, \d+ failed attempts?, route failing stars: Not today/);
    expect(text).toMatch(/to be tried again, \d+ s after that/);
  });

  it('sends the bytes of a file as they are, and knows what comes again', async () => {
    const file = join(root, 'event.json');
    writeFileSync(
      file,
      '{"id": "evt_mine",\n  "type":"charge.succeeded","data":{"object":{"amount":5000}}}\n',
    );
    const sent = await runJson(`stripe --body ${file}`);
    expect(sent).toMatchObject({ deliveryId: 'evt_mine', became: { end: 'delivered' } });
    const [arrived] = stack.arrivals
      .page(0)
      .deliveries.filter(({ deliveryId }) => deliveryId === 'evt_mine');
    expect(arrived?.bytes).toBe(sent.bytes);
    expect((await runJson(`stripe --body ${file}`)).became.end).toBe('duplicate');
    const readBytes = async () => Buffer.from('{"id":"evt_piped","type":"x"}');
    const piped = await runJson('stripe --body - --no-wait', { readBytes });
    expect(piped).toMatchObject({ deliveryId: 'evt_piped', type: 'x' });
    expect(piped.became).toBeUndefined();
  });

  it('says that a handshake is one', async () => {
    const readBytes = async () => Buffer.from('{"type":"url_verification","challenge":"abc"}');
    expect(await run('slack --body -', { readBytes })).toContain(
      'It is the handshake url_verification: answered, and nothing of it is stored.\n{"challenge":"abc"}',
    );
  });

  it('tells a refusal by its reason', async () => {
    const readBytes = async () => Buffer.from('[]');
    await expect(run('events --body -', { readBytes })).rejects.toMatchObject({
      message: 'events refused it with 400.',
      exitCode: 1,
    });
  });

  it('signs with the secret of now', async () => {
    const stored = stack.secrets.find('spillway/dev/sources/zoom');
    stack.secrets.put(stored, JSON.stringify({ current: 'rotated a moment ago' }), ['AWSCURRENT']);
    expect((await runJson('zoom')).became.end).toBe('delivered');
  });

  it.each([
    ['stripe --bad wrong-secret', 'signature-mismatch'],
    ['stripe --bad altered', 'signature-mismatch'],
    ['discord --bad old', 'timestamp-expired'],
    ['linear --bad old', 'timestamp-expired'],
    ['standard-webhooks --bad unsigned', 'signature-missing'],
    ['events --bad unsigned', 'token-refused'],
    ['events --bad wrong-secret', 'token-refused'],
  ])('%s is refused, as it has to be', async (command, reason) => {
    expect(await runJson(command)).toMatchObject({
      isRefused: true,
      answer: { status: 401, reason },
    });
  });

  it('sends many', async () => {
    expect(await run('github --count 3')).toBe('3 of 3 webhooks accepted by github.\n');
  });
});
