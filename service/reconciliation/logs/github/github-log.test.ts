import { afterEach, describe, expect, it } from 'vitest';
import { type GitHub, startGitHub } from '../../../../test/factories/github-delivery-log.ts';
import type { GitHubLogConfig } from '../../../webhook/delivery-log-config.ts';
import type { LoggedAttempt, LogPage } from '../../delivery-log.ts';
import { createGitHubLog } from './github-log.ts';

let github: GitHub;
afterEach(() => github.stop());

const sleep = async () => {};
const token = 'github_pat_of_the_tests';
const ports = { name: 'The delivery log of github', token: () => token, now: Date.now, sleep };

function open(config: Partial<GitHubLogConfig> = {}) {
  const whole = { kind: 'github', repository: 'octo/repo', hook: 1, ...config, url: github.url };
  return createGitHubLog(whole as GitHubLogConfig, ports);
}

async function pagesOf(since = 0, resume?: string, log = open()): Promise<readonly LogPage[]> {
  const pages: LogPage[] = [];
  for await (const page of log.list(since, resume)) pages.push(page);
  return pages;
}

async function attemptsOf(since?: number): Promise<readonly LoggedAttempt[]> {
  return (await pagesOf(since)).flatMap(({ attempts }) => attempts);
}

describe('the log of a webhook of GitHub', () => {
  it.each([
    ['repository', '/repos/octo/repo/hooks/7', { repository: 'octo/repo', hook: 7 }],
    ['organization', '/orgs/octo/hooks/7', { organization: 'octo', hook: 7 }],
    ['App', '/app/hook', { app: 7 }],
  ])('is found of a(n) %s', async (_, path, config) => {
    github = await startGitHub({ path, isAuthorized: (given) => given === token });
    const { guid } = github.record({ status: 503 });
    const log = createGitHubLog({ kind: 'github', ...config, url: github.url }, ports);
    const [page] = await pagesOf(0, undefined, log);
    expect(page?.attempts).toMatchObject([{ id: guid, type: 'push', outcome: 'failed' }]);
    expect(await log.redeliver?.(page?.attempts[0] as LoggedAttempt)).toBe('requested');
    expect(github.requests.at(-1)).toBe(
      `POST ${path}/deliveries/${github.rows.at(-1)?.id}/attempts`,
    );
  });

  it('has ids that no number can hold, and asks for the very one', async () => {
    github = await startGitHub();
    const row = github.record({ status: 502 });
    expect(Number.isSafeInteger(Number(row.id))).toBe(false);
    const [attempt] = await attemptsOf();
    expect(attempt?.attemptId).toBe(row.id);
    await open().redeliver?.(attempt as LoggedAttempt);
    expect(github.asked).toEqual([row.id]);
  });

  it('is read to its end, however many pages it has and whatever arrives meanwhile', async () => {
    github = await startGitHub();
    const before = Array.from({ length: 250 }, () => github.record({}).guid);
    const seen: string[] = [];
    for await (const { attempts } of open().list(0)) {
      seen.push(...attempts.map(({ id }) => id));
      github.record({});
      github.record({});
    }
    expect(seen.toSorted()).toEqual(before.toSorted());
  });

  it('goes on from where it was left', async () => {
    github = await startGitHub();
    for (let n = 0; n < 150; n++) github.record({});
    const [first] = await pagesOf();
    github.record({});
    const [second, ...more] = await pagesOf(0, first?.resume);
    expect(second?.attempts.map(({ attemptId }) => attemptId)).toEqual(
      github.rows.slice(101).map(({ id }) => id),
    );
    expect(more).toEqual([]);
  });

  it('ends at a page whose rows are all too old, not at the first old row', async () => {
    github = await startGitHub();
    const [old, recent] = [Date.parse('2026-11-01'), Date.parse('2026-11-26')];
    for (let n = 0; n < 150; n++) github.record({ at: old });
    for (let n = 0; n < 99; n++) github.record({ at: n === 50 ? old : recent });
    const pages = await pagesOf(recent - 1);
    expect(pages).toHaveLength(2);
    expect(pages.at(-1)?.resume).toBeUndefined();
  });

  it('may be empty, and may have an empty page before its end', async () => {
    github = await startGitHub();
    expect(await attemptsOf()).toEqual([]);
    const { guid } = github.record({});
    const link = `<${github.url}/elsewhere?cursor=v1_${github.rows[0]?.id}>; rel="next"`;
    github.intercept = ({ path }) =>
      path.includes('cursor') ? undefined : { status: 200, headers: { link }, body: '[]' };
    expect(await attemptsOf()).toMatchObject([{ id: guid }]);
  });

  it('that leads in a circle is an error, not a loop', async () => {
    github = await startGitHub();
    github.record({});
    const link = `<${github.url}/x?cursor=v1_${github.rows[0]?.id}>; rel="next"`;
    github.intercept = () => ({ status: 200, headers: { link }, body: '[]' });
    await expect(attemptsOf()).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('tells the time by its own clock', async () => {
    const ahead = Date.parse('2031-01-01T00:00:00Z');
    github = await startGitHub({ clock: () => ahead });
    github.record({});
    const [page] = await pagesOf();
    expect(page).toMatchObject({ now: ahead, attempts: [{ at: ahead }] });
  });

  it.each([
    ['delivered', { status: 202 }],
    ['failed', { status: 503 }],
    ['failed', { status: 401 }],
    ['failed', { status: 202, statusText: 'timed out' }],
    ['failed', { status: 0, statusText: 'failed to connect' }],
    ['refused', { status: 413 }],
    ['pending', { status: null }],
  ] as const)('says %s of %o', async (outcome, given) => {
    github = await startGitHub();
    github.record(given);
    expect(await attemptsOf()).toMatchObject([{ outcome }]);
  });

  it.each([
    [401, {}, { reason: 'unauthorized' }],
    [403, {}, { reason: 'forbidden' }],
    [404, {}, { reason: 'not-found' }],
    [301, { location: 'https://api.github.com/repositories/1/hooks/1' }, { reason: 'moved' }],
    [429, { 'retry-after': '17' }, { reason: 'throttled', retryAfterSeconds: 17 }],
    [403, { 'retry-after': '5' }, { reason: 'throttled', retryAfterSeconds: 5 }],
    [503, {}, { reason: 'unavailable' }],
  ])('that answers %i %o is an error of its own', async (status, headers, expected) => {
    github = await startGitHub();
    github.intercept = () => ({ status, headers: headers as Record<string, string> });
    await expect(attemptsOf()).rejects.toMatchObject({ ...expected, status });
  });

  it('waits for the hour to end where its limit is used up', async () => {
    const now = Date.parse('2026-11-26T12:00:00Z');
    github = await startGitHub({ clock: () => now });
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now / 1000 + 900),
    };
    github.intercept = () => ({ status: 403, headers });
    await expect(attemptsOf()).rejects.toMatchObject({ retryAfterSeconds: 900 });
  });

  it('is asked once more after a failure of the server, but never for the same redelivery', async () => {
    github = await startGitHub();
    const row = github.record({ status: 503 });
    let failures = 2;
    github.intercept = () => (failures-- > 0 ? { status: 502 } : undefined);
    expect(await attemptsOf()).toHaveLength(1);
    github.intercept = () => ({ status: 502 });
    const asked = github.requests.length;
    const attempt = { attemptId: row.id, id: row.guid };
    await expect(open().redeliver?.(attempt)).rejects.toMatchObject({ reason: 'unavailable' });
    expect(github.requests).toHaveLength(asked + 1);
  });

  it.each([
    [404, {}, 'gone'],
    [422, {}, 'refused'],
    [429, { 'retry-after': '30' }, { retryAfterSeconds: 30 }],
  ])('that answers a redelivery with %i says so', async (status, headers, expected) => {
    github = await startGitHub();
    github.intercept = () => ({ status, headers: headers as Record<string, string> });
    expect(await open().redeliver?.({ attemptId: '1', id: 'a' })).toEqual(expected);
  });

  it('whose token may only read refuses a redelivery with an error', async () => {
    github = await startGitHub();
    github.intercept = () => ({ status: 403 });
    const asked = open().redeliver?.({ attemptId: '1', id: 'a' });
    await expect(asked).rejects.toMatchObject({ reason: 'forbidden', status: 403 });
  });

  it.each([
    ['no JSON', 'secret body'],
    ['no list', '{"secret body":1}'],
    ['a row without an id', '[{"guid":"secret body"}]'],
    [
      'a row whose id is no number',
      '[{"id":1.5,"guid":"secret body","delivered_at":"2026-11-26"}]',
    ],
  ])('of another form is an error that does not quote it: %s', async (_, body) => {
    github = await startGitHub();
    github.intercept = () => ({ status: 200, body });
    const error = await attemptsOf().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'malformed' });
    expect(String(Object(error).stack) + String(Object(error).cause)).not.toContain('secret body');
  });

  it('that is out of reach is an error without the token', async () => {
    github = await startGitHub();
    const log = open();
    await github.stop();
    const error = await pagesOf(0, undefined, log).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason: 'unavailable' });
    expect(JSON.stringify(error) + Object(error).stack).not.toContain(token);
    github = await startGitHub();
  });
});
