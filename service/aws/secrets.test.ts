import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { SecretsUnavailableError } from '../errors.ts';
import { createSecretReader } from './secrets.ts';

const minute = 60_000;

/** A reader whose Secrets Manager answers what `answer` says at the time. */
function setUp(answer: () => string) {
  const asked: string[] = [];
  const stale: string[] = [];
  const state = { answer, now: 1_000_000 };
  const client = Object.assign(new SecretsManagerClient({ region: 'eu-central-1' }), {
    send: async (command: { input: { SecretId: string } }) => {
      asked.push(command.input.SecretId);
      return { SecretString: state.answer() };
    },
  });
  const reader = createSecretReader({
    client: client as never,
    prefix: 'spillway/test/sources/',
    cacheSeconds: 60,
    now: () => state.now,
    onStale: (name) => stale.push(name),
  });
  return { reader, asked, stale, state };
}

const away = () => {
  throw new Error('Secrets Manager is away');
};
/** Throws as the SDK does. */
const answering = (name: string) => () => {
  throw Object.assign(new Error('Secrets Manager says no'), { name });
};
const current = (value: string) => [{ slot: 'current', value }];

describe('reading secrets', () => {
  it('reads a secret by its prefix and name, with all its slots', async () => {
    const { reader, asked } = setUp(() => '{"current":"new","previous":"old"}');

    expect(await reader.read('github')).toEqual([
      { slot: 'current', value: 'new' },
      { slot: 'previous', value: 'old' },
    ]);
    expect(asked).toEqual(['spillway/test/sources/github']);
  });

  it('reads once within the cache time, and again after it', async () => {
    const { reader, asked, state } = setUp(() => '{"current":"one"}');

    const first = await reader.read('github');
    state.now += minute - 1;
    expect(await reader.read('github')).toBe(first);
    expect(asked).toHaveLength(1);

    state.answer = () => '{"current":"two"}';
    state.now += 1;
    expect(await reader.read('github')).toEqual(current('two'));
  });

  it('keeps sources apart', async () => {
    const { reader, asked } = setUp(() => '{"current":"one"}');

    await reader.read('github');
    await reader.read('stripe');

    expect(asked).toEqual(['spillway/test/sources/github', 'spillway/test/sources/stripe']);
  });

  it('refreshes after a mismatch what is older than ten seconds, and no more often', async () => {
    const { reader, asked, state } = setUp(() => '{"current":"one"}');
    const first = await reader.read('github');

    state.now += 9_999;
    expect(await reader.refresh('github')).toBe(first);
    state.answer = () => '{"current":"rotated"}';
    state.now += 1;
    expect(await reader.refresh('github')).toEqual(current('rotated'));
    expect(await reader.read('github')).toEqual(current('rotated'));
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['missing', answering('ResourceNotFoundException')],
    ['about to be deleted', answering('InvalidRequestException')],
    ['denied to the function', answering('AccessDeniedException')],
    ['encrypted with a key that is denied', answering('DecryptionFailure')],
    ['malformed', () => '{"current":'],
  ])('asks once in five seconds for a secret that is %s', async (_what, answer) => {
    const { reader, asked, state } = setUp(answer);
    for (let request = 0; request < 6_000; request++) {
      const { read, refresh } = reader;
      const reading = request % 2 === 0 ? read('github') : refresh('github');
      await expect(reading).rejects.toBeInstanceOf(SecretsUnavailableError);
      state.now += 10;
    }
    expect(asked).toHaveLength(minute / 5_000);

    state.now += 5_000;
    state.answer = () => '{"current":"mended"}';
    expect(await reader.read('github')).toEqual(current('mended'));
  });

  it.each(['ThrottlingException', 'InternalServiceError', 'TimeoutError'])(
    'asks again at once after %s',
    async (name) => {
      const { reader, asked, state } = setUp(answering(name));
      await expect(reader.read('github')).rejects.toBeInstanceOf(SecretsUnavailableError);
      state.answer = () => '{"current":"one"}';
      expect(await reader.read('github')).toEqual(current('one'));
      expect(asked).toHaveLength(2);
    },
  );

  it('makes one call of those that come at the same time', async () => {
    const { reader, asked, state } = setUp(() => '{"current":"one"}');
    const first = await Promise.all([reader.read('github'), reader.refresh('github')]);
    expect(first).toEqual([current('one'), current('one')]);
    state.now += 10_000;
    await Promise.all([reader.refresh('github'), reader.refresh('github')]);
    expect(asked).toHaveLength(2);
  });

  it('keeps to its cache time where the clock turns out to have been wrong', async () => {
    const { reader, asked, state } = setUp(() => '{"current":"one"}');
    state.answer = () => {
      state.now -= 10 * minute; // as the answer's date shows
      return '{"current":"one"}';
    };
    await reader.read('github');
    state.answer = () => '{"current":"two"}';
    state.now += minute;
    expect(await reader.read('github')).toEqual(current('two'));
    expect(asked).toHaveLength(2);
  });

  it('does not cache a failed first read', async () => {
    const { reader, state } = setUp(away);

    await expect(reader.read('github')).rejects.toBeInstanceOf(SecretsUnavailableError);
    state.answer = () => '{"current":"one"}';

    expect(await reader.read('github')).toEqual(current('one'));
  });

  it('uses the last good value while Secrets Manager is away, for fifteen minutes at most', async () => {
    const { reader, stale, state } = setUp(() => '{"current":"one"}');
    await reader.read('github');
    state.answer = away;

    state.now += 15 * minute;
    expect(await reader.read('github')).toEqual(current('one'));
    expect(stale).toEqual(['github']);

    state.now += minute;
    await expect(reader.read('github')).rejects.toBeInstanceOf(SecretsUnavailableError);
  });

  it('asks again every five seconds while it uses the last good value', async () => {
    const { reader, asked, state } = setUp(() => '{"current":"one"}');
    await reader.read('github');
    state.answer = away;
    state.now += 2 * minute;

    await reader.read('github');
    await reader.read('github');
    expect(asked).toHaveLength(2);

    state.answer = () => '{"current":"two"}';
    state.now += 5_000;
    expect(await reader.read('github')).toEqual(current('two'));
  });

  it.each(['', '{}', '{"current":""}', '{"current":', '[]'])(
    'lets nobody in by a malformed secret: %s',
    async (value) => {
      const { reader } = setUp(() => value);

      await expect(reader.read('github')).rejects.toBeInstanceOf(SecretsUnavailableError);
    },
  );

  it('names the secret in its error, never its value', async () => {
    const { reader } = setUp(() => '{"current":"hush-hush","BAD SLOT":"hush-hush"}');

    const error = (await reader.read('github').catch((thrown) => thrown)) as Error;

    expect(error.message).toContain('github');
    expect(`${error.stack} ${(error.cause as Error).stack}`).not.toContain('hush');
  });
});
