import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listSecrets } from '../../client/secrets/list-secrets.ts';
import {
  checkSecretValue,
  generateSecretValue,
  isSecretOurs,
} from '../../client/secrets/secret-value.ts';
import { createClients } from '../../client/stage/clients.ts';
import { readSenders } from '../../client/stage/configuration.ts';
import { findStage } from '../../client/stage/stage.ts';
import { senders } from '../../service/webhook/senders.ts';
import { signingKeyOf } from '../../service/webhook/signing-key.ts';
import { readHidden } from '../ask.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const old = 'the old secret of the sender';
const generated = 'Ab1'.repeat(14).concat('Zz');
const hourMs = 3_600_000;
/** A sender of one's own, whose keys have a form that no generated secret has. */
const acmeSender = {
  schemes: [
    {
      method: 'hmac-sha256',
      header: 'acme-signature',
      encoding: 'hex',
      signs: ['body'],
      key: { encoding: 'hex', bytes: [32, 32] },
    },
  ],
  deliveryId: ['body-hash'],
  eventType: [{ fixed: 'event' }],
} as const;
let fixture: CliFixture;

beforeEach(async () => {
  const named = ['github', 'stripe', 'svix', 'discord'].map((sender) => [sender, { sender }]);
  const acme = { sender: 'custom', custom: acmeSender };
  fixture = await startCliFixture({ sources: { ...Object.fromEntries(named), acme } });
  put('sources/github', { current: old });
  put('sources/svix', { current: `whsec_${Buffer.alloc(32, 1).toString('base64')}` });
  put('sources/acme', { current: 'ab'.repeat(32) });
  put('sources/stripe', { current: generated });
  put('sources/discord', { current: generated });
  put('destinations/app', { current: 'of the destination' });
});

afterEach(() => fixture.stop());

function put(name: string, slots: object): void {
  fixture.secrets.create(`spillway/dev/${name}`, JSON.stringify(slots));
}

function slotsOf(source: string, owner = 'sources'): Record<string, string> {
  const secret = fixture.secrets.find(`spillway/dev/${owner}/${source}`);
  return JSON.parse(fixture.secrets.findVersion(secret).secretString);
}

/** Webhooks of a source, as the ingestion function counts them. */
function count(name: string, hoursFromNow: number, amount: number, dimensions = {}): void {
  fixture.cloudWatch.putMetric({
    namespace: 'Spillway',
    name,
    dimensions: { service: 'spillway-dev-ingestion', source: 'github', ...dimensions },
    values: [amount],
    timestamp: Date.now() + hoursFromNow * hourMs,
  });
}

/** The same command, run so much later. */
const later = (hours: number) => ({ now: () => Date.now() + hours * hourMs });
const run = (...args: string[]) => fixture.run(['secrets', ...args]);
const runLater = (hours: number, ...args: string[]) =>
  fixture.run(['secrets', ...args], later(hours));
const typing = (text: string) => ({ readInput: () => Promise.resolve(text) });

describe('secrets list', () => {
  it('shows slots and ages of sources and destinations, and never a value', async () => {
    const list = JSON.parse(await runLater(48, 'list', '--json'));
    expect(list).toMatchObject({
      stage: 'dev',
      sources: [
        { name: 'acme', sender: 'custom', slots: ['current'] },
        { name: 'discord', problem: expect.stringContaining('current is no key of Discord') },
        { name: 'github', sender: 'github', slots: ['current'], rotations: [] },
        { name: 'stripe', slots: ['current'] },
        { name: 'svix' },
      ],
      destinations: [
        {
          name: 'app',
          slots: ['current'],
          problem: expect.stringContaining('no key to sign with'),
        },
      ],
    });
    expect(list.sources[0].ageSeconds).toBeGreaterThanOrEqual(48 * 3600);
    for (const text of [await run('list'), JSON.stringify(list)]) {
      expect(text).toContain('github');
      expect(text).not.toContain(old);
      expect(text).not.toContain(generated);
      expect(text).not.toContain('of the destination');
    }
  });

  it.each([
    [8, undefined],
    [9, 'it has 9 valid slots, of which the first 8 are tried: retire some'],
  ])('says of %i valid slots whether all are tried', async (count, problem) => {
    const slots = Array.from({ length: count - 1 }, (_, index) => [`old-${index}`, old]);
    put('sources/github', { current: old, ...Object.fromEntries(slots), retired: old });
    const { sources } = JSON.parse(await run('list', '--json'));
    const github = sources.find(({ name }: { name: string }) => name === 'github');
    expect(github.problem).toBe(problem);
  });

  it('says on AWS which senders have a secret of their own that is not stored yet', async () => {
    const stage = { ...findStage('local', fixture.root), isEmbedded: false };
    const clients = createClients(stage);
    const senders = await readSenders(stage, fixture.root, undefined);
    const lines = { same: () => '', other: (words: readonly string[]) => words.join(' ') };
    const options = { stage, senders, lines, isRevealed: false, now: new Date(), quietSeconds: 1 };
    const { sources } = await listSecrets(clients, options);
    clients.destroy();
    expect(sources.map(({ mendBy }) => mendBy)).toEqual([
      ...[undefined, 'secrets set discord', undefined, 'secrets set stripe', undefined],
    ]);
  });

  it('reveals values of the embedded stack, and of nothing else', async () => {
    expect(await run('list', '--reveal')).toContain(old);
    await expect(run('list', '--reveal', '--stage', 'prod')).rejects.toThrowError(
      'never shown: --reveal is for the embedded stack, and prod is on AWS',
    );
  });

  it.each([
    ['{"current":""}', 'Slot current of the secret of broken is empty'],
    ['{"current":', 'is not a JSON object of slots'],
    ['{}', 'has no slots'],
  ])('says what is wrong with %s, and lists the others', async (value, problem) => {
    fixture.secrets.create('spillway/dev/sources/broken', value);
    const text = await run('list');
    expect(text).toContain(problem);
    expect(text).toContain('svix');
  });
});

describe('secrets rotate', () => {
  it('keeps the old secret beside the new one, and shows the new one once', async () => {
    const text = await run('rotate', 'github');
    const { current = '', previous } = slotsOf('github');
    expect(previous).toBe(old);
    expect(current).toMatch(/^[\w-]{43}$/);
    expect(text).toContain(`  ${current}\n`);
    expect(text).toContain("Paste this at GitHub (the webhook's settings, Secret)");
    expect(text).toContain('npx spillway secrets retire github --stage local');
    expect(text).not.toContain(old);
    expect(await run('list')).not.toContain(current);
  });

  it('makes a key in the form of the sender', async () => {
    const { secret } = JSON.parse(await run('rotate', 'svix', '--json'));
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(slotsOf('svix').current).toBe(secret);
  });

  it('makes a key in the form of a custom sender', async () => {
    const text = await run('rotate', 'acme');
    expect(slotsOf('acme').current).toMatch(/^[0-9a-f]{64}$/);
    expect(text).toContain('Paste this at the sender of acme:');
  });

  it('refuses for a sender that has a secret of its own', async () => {
    await expect(run('rotate', 'stripe')).rejects.toMatchObject({
      message: expect.stringContaining('Stripe shows a secret of its own'),
      remedy: expect.stringContaining('npx spillway secrets set stripe --stage local'),
    });
    expect(slotsOf('stripe')).toEqual({ current: generated });
  });

  it('refuses in the middle of a rotation, unless forced', async () => {
    await run('rotate', 'github');
    const { current } = slotsOf('github');
    await expect(run('rotate', 'github')).rejects.toThrowError("rotation of github isn't finished");
    await run('rotate', 'github', '--force');
    expect(slotsOf('github')).toMatchObject({ previous: current, retired: old });
  });

  it('refuses a source that the configuration does not declare', async () => {
    await expect(run('rotate', 'githup')).rejects.toMatchObject({
      message: 'There is no source githup. Did you mean github?',
      remedy: expect.stringMatching(
        /--config <file>\nIf it is a destination: .* set githup .*--destination/,
      ),
      exitCode: 2,
    });
    put('sources/elsewhere', { current: old });
    await expect(run('rotate', 'elsewhere')).rejects.toThrowError('no source elsewhere');
  });
});

it('replaces a secret that is no secret, when forced', async () => {
  const github = fixture.secrets.find('spillway/dev/sources/github');
  fixture.secrets.put(github, '{"current":""}', ['AWSCURRENT']);
  await expect(run('rotate', 'github')).rejects.toMatchObject({
    message: 'Slot current of the secret of github is empty or not a text.',
    remedy: expect.stringContaining('secrets rotate github --stage local --force'),
  });
  await run('rotate', 'github', '--force');
  expect(Object.keys(slotsOf('github'))).toEqual(['current']);
});

describe('secrets set', () => {
  const set = (source: string, text: string) =>
    fixture.run(['secrets', 'set', source], typing(text));

  it('replaces what was generated, which the sender never knew', async () => {
    const text = await set('stripe', 'whsec_fromStripe\n');
    expect(slotsOf('stripe')).toEqual({ current: 'whsec_fromStripe' });
    expect(text).not.toContain('whsec_fromStripe');
  });

  it('keeps a secret that the sender did know', async () => {
    await set('stripe', 'whsec_first');
    await set('stripe', 'whsec_second');
    expect(slotsOf('stripe')).toEqual({ current: 'whsec_second', previous: 'whsec_first' });
    await expect(set('stripe', 'whsec_third')).rejects.toThrowError("isn't finished");
  });

  it.each([
    ['stripe', '', 'is empty'],
    ['stripe', '   \n', 'is empty'],
    ['stripe', ' whsec_x', 'white space'],
    ['stripe', 'two\nlines', 'line break'],
    ['stripe', generated, 'current secret already'],
    ['discord', 'not a public key', 'hex of 32 bytes is expected'],
    ['svix', 'whsec_c2hvcnQ=', 'base64 of 24 to 75 bytes'],
  ])('refuses for %s what can be no secret: %j', async (source, text, message) => {
    const before = slotsOf(source);
    await expect(set(source, text)).rejects.toThrowError(message);
    expect(slotsOf(source)).toEqual(before);
  });
});

describe('secrets retire', () => {
  it('knows an old secret that nobody uses: after long enough, with webhooks coming in', async () => {
    await run('rotate', 'github');
    count('WebhookAccepted', 1, 1_204);
    expect(await runLater(2, 'list')).toContain('wait a little longer');
    await expect(runLater(2, 'retire', 'github')).rejects.toThrowError('wait a little longer');
    expect(await runLater(26.5, 'list')).toContain(
      'previous unused for 26 h while 1,204 webhooks came in: safe to remove: npx spillway secrets retire github --stage local',
    );
    const { current } = slotsOf('github');
    await runLater(26.5, 'retire', 'github');
    expect(slotsOf('github')).toEqual({ current, retired: old });
    await run('retire', 'github', '--slot', 'retired', '--remove');
    expect(slotsOf('github')).toEqual({ current });
  });

  it('refuses while the old secret is in use, unless forced', async () => {
    await run('rotate', 'github');
    count('WebhookAccepted', 1, 9);
    count('OldSecretUsed', 1, 7, { slot: 'previous' });
    count('WebhookAccepted', 20, 5);
    const refused = expect(runLater(21, 'retire', 'github')).rejects;
    await refused.toThrowError('previous is in use: 7 webhooks came with it, the last');
    const { sources } = JSON.parse(await runLater(24.9, 'list', '--json', '--unused-hours', '20'));
    expect(sources[2].rotations).toMatchObject([
      { slot: 'previous', state: 'safe', acceptedMeanwhile: 5, used: 7 },
    ]);
    await runLater(21, 'retire', 'github', '--force', '--remove');
    expect(Object.keys(slotsOf('github'))).toEqual(['current']);
  });

  it('takes silence for no evidence', async () => {
    await run('rotate', 'github');
    await expect(runLater(100, 'retire', 'github')).rejects.toThrowError('no webhook came in');
  });

  it.each([
    [['retire', 'github'], 'github has no slot previous'],
    [['retire', 'github', '--slot', 'current', '--force'], "current can't be retired"],
    [['retire', 'nobody'], 'The stage dev has no such source.'],
    [['retire', 'github', '--unused-hours', 'soon'], 'a number of hours'],
  ])('refuses %j', async (args, message) => {
    await expect(run(...args)).rejects.toThrowError(message);
    expect(slotsOf('github')).toEqual({ current: old });
  });
});

it.each([
  ['github', ['retire', 'github'], 'secrets rotate github'],
  ['github', ['retire', 'github', '--slot', 'current'], 'secrets rotate github'],
  ['stripe', ['retire', 'stripe'], 'secrets set stripe'],
  ['stripe', ['retire', 'stripe', '--slot', 'current'], 'secrets set stripe'],
])('names the command that renews the secret of %s: %j', async (source, args, line) => {
  put(`sources/${source}`, { current: old });
  await expect(run(...args)).rejects.toMatchObject({ remedy: expect.stringContaining(line) });
});

describe('secrets set --destination', () => {
  const config = new URL('../../test/fixtures/dead-letters.config.ts', import.meta.url).pathname;
  const key = Buffer.alloc(32, 7).toString('base64');
  const set = (value: string, ...args: string[]) =>
    fixture.run(
      ['secrets', 'set', 'app', '--destination', '--config', config, ...args],
      typing(value),
    );

  it('stores a key, and signs with the one before as well', async () => {
    await set(`${key}\n`);
    await set(`whsec_${key}`);
    expect(slotsOf('app', 'destinations')).toEqual({ current: `whsec_${key}`, previous: key });
  });

  it.each(['whsec_', '!!!!', 'a', 'aaaaa', 'two words', 'whpk_AAAA'])(
    'refuses a key that is none: %s',
    async (value) => {
      await expect(set(value)).rejects.toThrow('no key to sign with');
      expect(slotsOf('app', 'destinations')).toEqual({ current: 'of the destination' });
    },
  );

  it('stores a URL and a credential, each in its slot', async () => {
    await expect(set('http://example.com', '--slot', 'url')).rejects.toThrow('no https: URL');
    await set('https://hooks.example.com/T0', '--slot', 'url');
    expect(slotsOf('app', 'destinations')).toMatchObject({ url: 'https://hooks.example.com/T0' });
  });

  it.each(['A B', '__proto__', '', '7', '2026'])(
    'knows a slot that can not be before it asks: %j',
    async (slot) => {
      await expect(set('AAAA', '--slot', slot)).rejects.toThrow(
        'It must be 1 to 32 lower-case letters, digits and dashes, and not only digits.',
      );
    },
  );

  it('knows the destinations of the configuration only', async () => {
    const setting = fixture.run(
      ['secrets', 'set', 'nobody', '--destination', '--config', config],
      typing(key),
    );
    await expect(setting).rejects.toThrow('There is no destination nobody.');
    await expect(run('set', 'github', '--slot', 'url')).rejects.toThrow('other slots are');
  });
});

describe('a secret that we made up', () => {
  it.each(Object.entries(senders).filter(([name, row]) => isSecretOurs(name, row)))(
    'is a key of %s',
    (_name, row) => {
      const secret = generateSecretValue(row);
      expect(signingKeyOf(row.schemes[0].key, secret)).not.toHaveProperty('unusable');
      expect(checkSecretValue(secret, row)).toBe(secret);
      expect(generateSecretValue(row)).not.toBe(secret);
    },
  );
});

describe('a secret that is typed or piped in', () => {
  it('is read whole from a pipe', async () => {
    const input = new PassThrough();
    input.write('whsec_');
    input.end('abc\n');
    expect(await readHidden(input, { write: () => undefined }, 'Secret: ')).toBe('whsec_abc\n');
  });

  it('is not shown at a terminal, and Ctrl-C gives up', async () => {
    const shown: string[] = [];
    const terminal = () =>
      Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => true });
    const input = terminal();
    const typed = readHidden(input, { write: (text) => shown.push(text) }, 'Secret: ');
    input.write('hidden\r');
    expect(await typed).toBe('hidden');
    expect(shown.join('')).toBe('Secret: \n');
    const other = terminal();
    const interrupted = readHidden(other, { write: () => undefined }, 'Secret: ');
    other.write('\u0003');
    await expect(interrupted).rejects.toThrowError('Interrupted');
  });
});
