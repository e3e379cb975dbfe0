import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const hook = { kind: 'github', repository: 'acme/shop', hook: 1 };
const sources = {
  github: { sender: 'github', deliveryLog: hook },
  'github-app': { sender: 'github', deliveryLog: { kind: 'github', app: 7 } },
  stripe: { sender: 'stripe', deliveryLog: { kind: 'stripe' } },
  svix: { sender: 'svix' },
};
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const token = 'github_pat_11ABCDEFG0abcdefghij';

let fixture: CliFixture;
let config: string;

beforeAll(async () => {
  fixture = await startCliFixture();
  for (const name of ['github', 'github-app', 'stripe']) {
    fixture.secrets.create(`spillway/dev/delivery-logs/${name}`, '{}');
  }
  config = join(fixture.root, 'with-logs.config.ts');
  const route = "{ name: 'all', match: {}, handler: async () => {} }";
  writeFileSync(
    config,
    `export default { sources: ${JSON.stringify(sources)}, destinations: {}, routes: [${route}] };`,
  );
});
afterAll(() => fixture.stop());
beforeEach(() => {
  for (const name of ['github', 'github-app', 'stripe']) store(name, '{}');
});

function store(name: string, value: string): void {
  const secret = fixture.secrets.find(`spillway/dev/delivery-logs/${name}`);
  fixture.secrets.put(secret, value, ['AWSCURRENT']);
}

function stored(name: string): string {
  const secret = fixture.secrets.find(`spillway/dev/delivery-logs/${name}`);
  return JSON.parse(fixture.secrets.findVersion(secret).secretString).current;
}

const set = (source: string, value: string, ...more: string[]) =>
  fixture.run(['secrets', 'set', source, '--delivery-log', '--config', config, ...more], {
    readInput: () => Promise.resolve(value),
  });

describe('secrets set --delivery-log', () => {
  it.each([
    ['github', token, `${token}\n`],
    ['github-app', privateKey.trim(), privateKey],
    ['stripe', 'rk_live_51Habcdefghij', 'rk_live_51Habcdefghij\n'],
  ])(
    'stores what the log of %s is read with, and shows nothing of it',
    async (source, value, typed) => {
      const text = await set(source, typed);
      expect(text).toContain(`The delivery log of ${source} is read from its next run on`);
      expect(text).not.toContain(value.slice(20));
      expect(stored(source)).toBe(value);
      expect(JSON.parse(await set(source, typed, '--json'))).not.toHaveProperty('current');
    },
  );

  it('replaces the one before', async () => {
    await set('github', token);
    await set('github', `${token}2`);
    expect(stored('github')).toBe(`${token}2`);
  });

  it.each([
    ['github', privateKey, 'a personal access token of GitHub'],
    ['github-app', token, 'the private key of the GitHub App'],
    ['stripe', 'whsec_0123456789abcdef', 'a restricted key of Stripe'],
  ])('refuses for %s what can not be it, and does not repeat it', async (source, value, what) => {
    const failure = await set(source, value).catch((error: unknown) => error);
    expect(String(Object(failure).message)).toMatch(
      what.startsWith('a personal') ? /line break|not a personal/ : `That is not ${what}`,
    );
    expect(JSON.stringify(failure) + String(failure)).not.toContain(value.slice(10, 30));
    expect(stored(source)).toBeUndefined();
  });

  it('names the sources that have a log', async () => {
    await expect(set('svix', token)).rejects.toMatchObject({
      message: 'There is no source with a delivery log svix.',
      remedy: expect.stringContaining('There are: github, github-app, stripe'),
    });
  });

  it('says so where it is not deployed', async () => {
    const other = await startCliFixture();
    const args = ['secrets', 'set', 'github', '--delivery-log', '--config', config];
    const failing = other.run(args, { readInput: () => Promise.resolve(token) });
    await expect(failing).rejects.toThrow('The stage dev has no such delivery log.');
    await other.stop();
  });

  it('takes no other slot, and no destination', async () => {
    await expect(set('github', token, '--slot', 'url')).rejects.toThrow('has no other slot');
    await expect(set('github', token, '--destination')).rejects.toThrow('is of a source');
  });
});

describe('secrets list', () => {
  it('says which delivery logs have a token, how old it is, and how to set one', async () => {
    await set('github', token);
    const text = await fixture.run(['secrets', 'list']);
    expect(text).toMatch(/^DELIVERY LOG OF/m);
    expect(text).toMatch(/^github +current +20/m);
    expect(text).toContain('its delivery log is not read, since it has no token');
    expect(text).toContain('npx spillway secrets set stripe --stage local --delivery-log');
  });

  it('never reveals a token', async () => {
    await set('github', token);
    expect(await fixture.run(['secrets', 'list', '--reveal'])).not.toContain(token);
    expect(await fixture.run(['secrets', 'list', '--reveal', '--json'])).not.toContain(token);
  });
});
