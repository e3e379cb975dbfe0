import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { type SenderName, senders } from '../service/webhook/senders.ts';
import { signRequest } from '../service/webhook/sign-request.ts';
import { samples } from '../service/webhook/vectors/samples.ts';
import { eventually } from './factories/eventually.ts';
import { runSpillway } from './factories/run-spillway.ts';
import { anotherWebhook } from './factories/sample-webhook.ts';
import { sendRequest } from './factories/send-request.ts';
import type { Answer } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const cacheSeconds = 1;
/** What a busy machine may add to the cache time. */
const slackSeconds = 3;
const configFile = join(import.meta.dirname, 'fixtures/all-senders.config.ts');
const root = mkdtempSync(join(tmpdir(), 'spillway-secrets-'));
const logs: string[] = [];
let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({
    configFile,
    context: { secretCacheSeconds: String(cacheSeconds) },
    observer: { log: ({ message }) => logs.push(message), record: () => undefined },
  });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  writeStackFile(
    { pid: process.pid, stage, endpoint, sinkUrl, sources: { ...sources }, env: { ...env } },
    join(root, '.spillway', 'stack.json'),
  );
});

afterAll(async () => {
  await stack?.stop();
  rmSync(root, { recursive: true });
});

/** `npx spillway secrets …` against this stack. */
const spillway = (...args: string[]) => runSpillway(['secrets', ...args], { root });

/** A new webhook, signed as the sender signs. */
function send(source: SenderName, secret: string): Promise<Answer> {
  const request = anotherWebhook(samples[source]);
  const signed = signRequest(senders[source], request, secret, { now: Date.now() });
  if (signed === undefined) throw new Error(`${source} can't be signed for`);
  return sendRequest(stack.endpoint, source, signed);
}

const statusOf = async (source: SenderName, secret: string) => (await send(source, secret)).status;

function store(source: SenderName, secretString: string): void {
  const secret = stack.secrets.find(`spillway/dev/sources/${source}`);
  stack.secrets.put(secret, secretString, ['AWSCURRENT']);
}

const secretOf = (source: SenderName) => stack.sources[source]?.secret ?? '';
const countLogs = (text: string) => logs.filter((line) => line.includes(text)).length;
const unavailable = 'urn:spillway:rejection:secrets-unavailable';

describe('a rotated secret', () => {
  const old = () => secretOf('github');
  let fresh = '';

  it('is accepted within the cache time, with the old one still valid beside it', async () => {
    expect(await statusOf('github', old())).toBe(202);
    fresh = JSON.parse(await spillway('rotate', 'github', '--json')).secret;
    const began = performance.now();
    const limit = cacheSeconds + slackSeconds;
    await eventually('accepted', async () => (await statusOf('github', fresh)) === 202, limit);
    expect((performance.now() - began) / 1000).toBeLessThan(limit);
    expect(await statusOf('github', old())).toBe(202);
    expect(await statusOf('github', 'of a stranger')).toBe(401);
  });

  it('shows the old one in use, which is not retired unless forced', async () => {
    const listed = async () => {
      const { sources } = JSON.parse(await spillway('list', '--json'));
      return sources.find(({ name }: { name: string }) => name === 'github');
    };
    await eventually('counted', async () => (await listed()).rotations[0]?.used > 0);
    expect(await listed()).toMatchObject({
      slots: ['current', 'previous'],
      rotations: [{ slot: 'previous', state: 'in-use' }],
    });
    await expect(spillway('retire', 'github')).rejects.toThrowError('previous is in use');
    expect(await statusOf('github', old())).toBe(202);
  });

  it('is the only one once the old one is retired, whose use is explained', async () => {
    await spillway('retire', 'github', '--force');
    const limit = cacheSeconds + slackSeconds;
    await eventually('refused', async () => (await statusOf('github', old())) === 401, limit);
    expect(await statusOf('github', fresh)).toBe(202);
    await eventually('explained', () => countLogs('"explanation":"retired-secret"') > 0);
    expect(await statusOf('github', old())).toBe(401);
  });

  it('is in no log', () => {
    expect(logs.length).toBeGreaterThan(0);
    expect(countLogs(old()) + countLogs(fresh)).toBe(0);
  });
});

async function expectRefusedForNow(source: SenderName, key: string): Promise<void> {
  const answer = await send(source, key);
  expect(answer.status).toBe(503);
  expect(answer.headers['retry-after']).toBe('10');
  expect(JSON.parse(answer.body).type).toBe(unavailable);
}

/** What is unusable is remembered for this long, so that a stranger's requests cost no reads. */
const unusableSeconds = 5;

const unusable: readonly (readonly [what: string, source: SenderName, secretString: string])[] = [
  ['an empty slot', 'sentry', '{"current":""}'],
  ['a blank slot', 'docusign', '{"current":"  "}'],
  ['no slots', 'typeform', '{}'],
  ['broken JSON', 'calendly', '{"current":"x'],
  ['a list', 'pagerduty', '["x"]'],
  ['a number', 'asana', '{"current":1}'],
  ['an empty text', 'meta', '""'],
  ['white space', 'zendesk', '   '],
  ['nothing but a retired slot', 'zoom', '{"retired":"x"}'],
  ['what is no key of the sender', 'svix', '{"current":"whsec_*"}'],
];

// Each source is asked for the first time, so that no good value is cached.
describe('a secret that is no secret', () => {
  it.each(unusable)('is never an open door: %s', async (_what, source, secretString) => {
    const secret = secretOf(source);
    store(source, secretString);
    // Nothing else could be signed with as Svix does.
    const keys = source === 'svix' ? [secret] : [secret, 'x', ' ', secretString];
    for (const key of keys) await expectRefusedForNow(source, key);
    store(source, JSON.stringify({ current: secret }));
  });

  it.each(unusable)('lets its sender in soon after it was mended: %s', async (_what, source) => {
    const isIn = async () =>
      (await statusOf(source, secretOf(source))) === senders[source].acceptedStatus;
    await eventually('accepted', isIn, unusableSeconds + slackSeconds);
  });

  it('leaves the last good one in force, and says so in the log', async () => {
    const secret = secretOf('intercom');
    expect(await statusOf('intercom', secret)).toBe(200);
    store('intercom', '{"current":""}');
    const before = countLogs('using the last good secret');
    await eventually('the log says so', async () => {
      expect(await statusOf('intercom', secret)).toBe(200);
      return countLogs('using the last good secret') > before;
    });
    expect(await statusOf('intercom', 'of a stranger')).toBe(401);
    expect(logs.some((line) => /Slot current of the secret of intercom is empty/.test(line))).toBe(
      true,
    );
  });
});

describe('Secrets Manager away', () => {
  it('leaves the last good secret in force, and refuses for now what it never knew', async () => {
    const secret = secretOf('shopify');
    expect(await statusOf('shopify', secret)).toBe(200);
    stack.secrets.isAway = true;
    const before = countLogs('using the last good secret');
    await eventually('the cache time is over', async () => {
      expect(await statusOf('shopify', secret)).toBe(200);
      return countLogs('using the last good secret') > before;
    });
    expect(await statusOf('shopify', 'of a stranger')).toBe(401);
    const unknown = await send('linear', secretOf('linear'));
    expect(unknown.status).toBe(503);
    expect(JSON.parse(unknown.body).type).toBe(unavailable);
    stack.secrets.isAway = false;
    expect(await statusOf('dropbox', secretOf('dropbox'))).toBe(200);
  });
});

it('stored what was answered with 2xx, and nothing else', async () => {
  const accepted = countLogs('"message":"webhook accepted"');
  await eventually('all have arrived', () => stack.arrivals.counts().total >= accepted);
  expect(stack.arrivals.counts().total).toBe(accepted);
});
