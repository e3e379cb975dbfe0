import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminal } from '../../client/terminal/terminal.ts';
import { archiveKey } from '../../service/webhook/archive.ts';
import { type Envelope, parseEnvelope, writeEnvelope } from '../../service/webhook/envelope.ts';
import { anEnvelope, type CliFixture, startCliFixture } from '../cli-fixture.ts';
import type { ProgramContext } from '../command.ts';
import { fixtureBucket, openArchive } from './archive-fixture.ts';

let fixture: CliFixture;
let archive: ReturnType<typeof openArchive>;

beforeEach(async () => {
  fixture = await startCliFixture();
  archive = openArchive(fixture);
});

afterEach(async () => {
  archive.s3.destroy();
  await fixture.stop();
});

const day = (time: string) => `2026-11-25T${time}Z`;
const hour = ['--from', day('10:00'), '--to', day('11:00')];

const replay = (args: readonly string[] = hour, context: Partial<ProgramContext> = {}) =>
  fixture.run(['replay', '--source', 'github', ...args], context);
const replayJson = async (args: readonly string[] = hour, context: Partial<ProgramContext> = {}) =>
  JSON.parse(await replay([...args, '--json'], context));

const archiveAt = (time: string, changes: Partial<Envelope> = {}) =>
  archive.archive({ deliveryId: time, receivedAt: day(time), ...changes });
const queued = () => fixture.bodiesIn('intake').map(parseEnvelope);
const queuedIds = () => queued().map(({ deliveryId }) => deliveryId);

describe('a replay', () => {
  it('sends what was received from a time up to another, oldest first, and nothing else', async () => {
    for (const time of ['11:00:00.000', '10:59:59.999', '10:00:00.000', '09:59:59.999']) {
      await archiveAt(time);
    }
    await archive.archive({ source: 'github-two', receivedAt: day('10:30'), deliveryId: 'other' });
    expect(await replayJson()).toMatchObject({ sent: 2, types: { push: 2 }, stopped: 'end' });
    expect(queuedIds()).toEqual(['10:00:00.000', '10:59:59.999']);
  });

  it('sends each webhook as it was, with the run as its nonce', async () => {
    const archived = await archiveAt('10:10', { headers: { 'x-github-event': 'push' } });
    const { run } = await replayJson();
    expect(queued()).toEqual([{ ...archived, nonce: run }]);
    await replay([...hour, '--run', 'run-7']);
    expect(queued().at(-1)).toEqual({ ...archived, nonce: 'run-7' });
  });

  it('takes ages, and now as its end', async () => {
    await archiveAt('10:10');
    await archiveAt('11:10');
    await replay(['--from', '90m'], { now: () => Date.parse(day('12:00')) });
    expect(queuedIds()).toEqual(['11:10']);
  });

  it('sends the types that are asked for, and says how many it left out', async () => {
    await archiveAt('10:10');
    await archiveAt('10:20', { type: 'release' });
    await archiveAt('10:30', { type: 'ping' });
    const args = [...hour, '--type', 'push', '--type', 'release'];
    expect(await replayJson(args)).toMatchObject({ sent: 2, otherTypes: 1 });
    expect(queuedIds()).toEqual(['10:10', '10:20']);
  });

  it('sends to the destinations that are asked for, and knows which there are', async () => {
    await archiveAt('10:10');
    const config = ['--config', join(import.meta.dirname, '../../test/fixtures/archive.config.ts')];
    await replay([...hour, '--to-destination', 'audit', ...config]);
    expect(queued()[0]?.to).toEqual(['audit']);
    await expect(replay([...hour, '--to-destination', 'audti', ...config])).rejects.toMatchObject({
      message: 'There is no destination audti. Did you mean audit?',
      remedy: expect.stringContaining('app, audit'),
    });
  });

  it('stops at its limit, and goes on from there', async () => {
    for (let minute = 10; minute < 40; minute++) await archiveAt(`10:${minute}`);
    const first = await replayJson([...hour, '--limit', '12']);
    expect(first).toMatchObject({ sent: 12, stopped: 'limit', goOnFrom: day('10:22:00.000') });
    const goOn = (line: string) => fixture.run(line.split(' ').slice(2));
    const second = JSON.parse(await goOn(first.goOn));
    expect(second).toMatchObject({ sent: 12, stopped: 'limit' });
    expect(JSON.parse(await goOn(second.goOn))).toMatchObject({ sent: 6, stopped: 'end' });
    expect(queuedIds()).toHaveLength(30);
    expect(new Set(queuedIds()).size).toBe(30);
    expect(new Set(queued().map(({ nonce }) => nonce))).toEqual(new Set([first.run]));
  });

  it('lists more than one page of S3', { timeout: 60_000 }, async () => {
    for (let start = 0; start < 1_050; start += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          archive.archive({ deliveryId: `d-${start + index}`, receivedAt: day('10:10') }),
        ),
      );
    }
    expect(await replayJson([...hour, '--rate', '100000'])).toMatchObject({ sent: 1_050 });
    expect(new Set(queuedIds()).size).toBe(1_050);
  });

  it('sends at its rate', async () => {
    for (let minute = 10; minute < 40; minute++) await archiveAt(`10:${minute}`);
    let time = Date.parse(day('12:00'));
    const sleep = async (milliseconds: number) => {
      time += milliseconds;
    };
    await replay([...hour, '--rate', '5'], { now: () => time, sleep });
    expect(time - Date.parse(day('12:00'))).toBe(5_000); // the last batch waits for nothing
  });

  it.each([
    ['in the middle', 30],
    ['before its last batch', 15],
  ])('ends at once on Ctrl-C %s, in a pause too, and says how to go on', async (_, count) => {
    for (let index = 0; index < count; index++) await archiveAt(`10:${10 + index}`);
    const interruption = new AbortController();
    let exitCode = 0;
    const context = {
      signal: interruption.signal,
      setExitCode: (code: number) => (exitCode = code),
      sleep: (milliseconds: number) => {
        if (milliseconds === 0) return Promise.resolve();
        interruption.abort();
        return new Promise<void>(() => undefined);
      },
    };
    const ended = await replayJson([...hour, '--rate', '10', '--limit', '28'], context);
    expect(ended).toMatchObject({
      sent: 10,
      stopped: 'interrupted',
      goOnFrom: day('10:20:00.000'),
    });
    expect(ended.goOn).toContain(`--run ${ended.run}`);
    expect(ended.goOn).toContain('--limit 18 ');
    expect(exitCode).toBe(130);
    expect(queuedIds()).toHaveLength(10);
  });

  it('ends on Ctrl-C too while it comes by nothing but other types', async () => {
    for (let minute = 10; minute < 40; minute++) await archiveAt(`10:${minute}`);
    const args = [...hour, '--type', 'release'];
    const ended = await replayJson(args, { signal: AbortSignal.abort() });
    expect(ended).toMatchObject({ otherTypes: 0, stopped: 'interrupted' });
    expect(ended.goOnFrom).toBe(day('10:10:00.000'));
  });

  it('shows how far it is', async () => {
    for (let minute = 10; minute < 40; minute++) await archiveAt(`10:${minute}`);
    let shown = '';
    const err = createTerminal({ isTTY: true, write: (text) => (shown += text) });
    await replay(hour, { err });
    expect(shown).toContain(`sent 20, received up to ${day('10:29')} (48 % of the time)`);
  });

  it('says at its start how to go on, whatever ends it', async () => {
    await archiveAt('10:10');
    let shown = '';
    const err = createTerminal({ write: (text) => (shown += text) });
    await replay([...hour, '--type', "it's", '--run', 'r-1'], { err });
    expect(shown).toContain(
      `npx spillway replay --stage local --source github --from ${day('10:00:00.000')} --to ${day('11:00:00.000')} --type 'it'\\''s' --run r-1`,
    );
  });

  it('says so too when AWS fails in the middle', async () => {
    await archiveAt('10:10');
    const sleep = () => Promise.reject(Object.assign(new Error('token'), { name: 'ExpiredToken' }));
    await expect(replay(hour, { sleep })).rejects.toMatchObject({
      message: 'The AWS credentials have expired.',
      remedy: expect.stringMatching(/aws sso login[\s\S]*npx spillway replay .*--run /),
    });
  });
});

describe('a large webhook', () => {
  const body = Buffer.alloc(300_000, 'x');

  it('has its body put among the bodies again, where it has all its time', async () => {
    const { body: _, ...rest } = await archive.archiveLarge('large', body, day('10:10'));
    const { run } = await replayJson();
    const [message] = queued();
    const sha256 = rest.bodyRef?.sha256;
    const key = `bodies/github/2026-11-25/${sha256}`;
    const bodyRef = { bucket: fixtureBucket, key, bytes: 300_000, sha256 };
    expect(message).toEqual({ ...rest, nonce: run, bodyRef });
    const { Body } = await archive.s3.send(
      new GetObjectCommand({ Bucket: fixtureBucket, Key: key }),
    );
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(body);
  });

  it('is left out when its body is not the one that was received', async () => {
    const envelope = await archive.archiveLarge('large', body, day('10:10'));
    await archive.put(archiveKey(envelope), writeEnvelope({ ...envelope, body: 'altered' }));
    expect(await replayJson()).toMatchObject({
      sent: 0,
      unreadable: [{ key: archiveKey(envelope), problem: expect.stringContaining('its body') }],
    });
  });

  it('goes to the queue by reference where the marks make it too large for SQS', async () => {
    const room = 1_048_576 - Buffer.byteLength(writeEnvelope({ ...anEnvelope, body: '' }));
    await archiveAt('10:10', {
      deliveryId: 'd-1',
      receivedAt: day('10:10'),
      body: 'x'.repeat(room - 10),
    });
    expect(await replayJson()).toMatchObject({ sent: 1, refused: [] });
    expect(queued()[0]?.bodyRef?.bytes).toBe(room - 10);
  });

  it('shares no batch that SQS would refuse', async () => {
    for (let minute = 10; minute < 20; minute++) {
      await archiveAt(`10:${minute}`, { body: 'x'.repeat(200_000) });
    }
    expect(await replayJson()).toMatchObject({ sent: 10, refused: [] });
    expect(queuedIds()).toHaveLength(10);
  });
});

describe('nothing to replay', () => {
  it('is said, with what the archive has', async () => {
    await archiveAt('12:34:56.789');
    expect(await replay()).toBe(
      `The archive has nothing of github received from ${day('10:00:00.000')} to ${day('11:00:00.000')}. It begins at ${day('12:34:56.789')}.\n`,
    );
    expect(queuedIds()).toEqual([]);
  });

  it('explains how a source gets an archive', async () => {
    await archive.archive({ source: 'stripe', receivedAt: day('10:10') });
    await expect(replay()).rejects.toMatchObject({
      message: 'The archive has nothing of the source github.',
      remedy: expect.stringMatching(
        /spillway\.config\.ts[\s\S]*archive: true, beside the sender of the source github[\s\S]*have an archive: stripe\./,
      ),
    });
  });

  it('is a dry run: it counts by type and sends nothing', async () => {
    await archiveAt('10:10');
    await archiveAt('10:20');
    await archiveAt('10:30', { type: 'ping' });
    const written = await replay([...hour, '--dry-run']);
    expect(written).toContain('3 webhooks of github would be sent');
    expect(written).toMatch(/push +2\nping +1\n/);
    expect(written).toContain('Nothing was sent.');
    expect(queuedIds()).toEqual([]);
  });
});

it('leaves out what is no envelope, says which, and shows nothing of what is in it', async () => {
  await archiveAt('10:10');
  const key = archiveKey({ ...anEnvelope, deliveryId: 'odd', receivedAt: day('10:20') });
  await archive.put(key, '{"card":"4111-1111"}');
  let exitCode = 0;
  const written = await replay(hour, { setExitCode: (code) => (exitCode = code) });
  expect(exitCode).toBe(3);
  expect(written).toContain(`${key} could not be read and was left out: it is no envelope`);
  expect(written).not.toContain('4111');
  expect(written).not.toContain(anEnvelope.body);
  expect(queuedIds()).toEqual(['10:10']);
});

it('refuses a range that ends before it begins', async () => {
  const backwards = ['--from', day('11:00'), '--to', day('10:00')];
  await expect(replay(backwards)).rejects.toThrow('--from must be before --to');
});
