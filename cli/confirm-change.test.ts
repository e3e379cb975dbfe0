import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask } from './ask.ts';
import { anEnvelope, fixtureRegion } from './cli-fixture.ts';
import type { ProgramContext } from './command.ts';
import { type DlqFixture, startDlqFixture } from './dlq/dlq-fixture.ts';
import { openArchive } from './replay/archive-fixture.ts';

let fixture: DlqFixture;
const slots = JSON.stringify({ current: 'now', previous: 'before' });

beforeEach(async () => {
  fixture = await startDlqFixture({ sources: { github: { sender: 'github' } } });
  const { sqs, secrets, tables, cloudWatch } = fixture.endpoints;
  // A stage that is not the embedded one is found as on AWS.
  const aws = {
    ...{ AWS_ENDPOINT_URL_SQS: sqs, AWS_ENDPOINT_URL_S3: sqs, AWS_REGION: fixtureRegion },
    ...{ AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets, AWS_ENDPOINT_URL_DYNAMODB: tables },
    ...{ AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  };
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fixture.stop();
});

const refused = { reason: 'refused', fingerprint: '0123456789ab', destination: 'app' };

/** Something for each command to change. */
async function fill(): Promise<void> {
  fixture.addDeadLetter({ deliveryId: 'd-1' });
  fixture.addDeadLetter({ deliveryId: 'd-2' }, refused);
  fixture.addDeadLetter({ deliveryId: 'd-3' }, refused);
  fixture.secrets.create('spillway/dev/sources/github', slots);
  fixture.secrets.create('spillway/dev/destinations/app', slots);
  const archive = openArchive(fixture);
  await archive.archive({ ...anEnvelope, receivedAt: '2026-11-25T10:10:00.000Z' });
  archive.s3.destroy();
}

/** All that a command could have changed. */
const state = async () => ({
  intake: fixture.bodiesIn('intake').length,
  deadLetters: fixture.bodiesIn('dead-letters').length,
  discarded: [...(await fixture.readObjects()).keys()].filter((key) => /^discarded/.test(key)),
  secrets: ['sources/github', 'destinations/app'].map(
    (name) =>
      fixture.secrets.findVersion(fixture.secrets.find(`spillway/dev/${name}`)).secretString,
  ),
});

const run = (args: readonly string[], context: Partial<ProgramContext> = {}) =>
  fixture.run(args, {
    readInput: () => Promise.resolve('https://hooks.example.com/typed'),
    // SQS's own move takes its time.
    sleep: () => new Promise((resolve) => setTimeout(resolve, 20)),
    ...context,
  });

const hour = ['--from', '2026-11-25T10:00Z', '--to', '2026-11-25T11:00Z'];
const rate = ['--rate', '500'];

// Each with what is asked.
const changing: readonly (readonly [readonly string[], string])[] = [
  [
    ['dlq', 'redrive', ...rate],
    'Have SQS move all (about 3) dead letters to the intake queue, 500',
  ],
  [
    ['dlq', 'redrive', '--limit', '2'],
    'Send through again about 3 dead letters, at most 2 of them, 50 a second',
  ],
  [
    ['dlq', 'redrive', '--reason', 'refused', '--limit', '9'],
    'Send through again 2 of about 3 dead letters, 50 a second',
  ],
  [
    ['dlq', 'discard', '--all', '--reason', 'x'],
    'Discard 3 of about 3 dead letters, each archived',
  ],
  [['dlq', 'discard', 'd-2', '--reason', 'x'], 'Discard 1 of about 3 dead letters, each archived'],
  [
    ['replay', '--source', 'github', ...hour],
    'Replay webhooks of github (the archive has 1 from 2026',
  ],
  [
    ['secrets', 'rotate', 'github', '--force'],
    'Make up a new secret for github; the one before stays valid as previous, and the one before that',
  ],
  [['secrets', 'set', 'github', '--force'], 'Store another secret of github; the one before stays'],
  [
    ['secrets', 'set', 'app', '--destination', '--slot', 'url'],
    'Store another value in slot url of destination app',
  ],
  [
    ['secrets', 'retire', 'github', '--force'],
    'Retire previous of github, after which nothing signed with it gets in (',
  ],
];

const titled = changing.map(([args, question]) => [args.join(' '), args, question] as const);

describe.each(titled)('`%s` on a deployed stage', { timeout: 30_000 }, (_, args, question) => {
  it('asks first, with stage, account and what will happen, and changes something after a yes only', async () => {
    await fill();
    const before = await state();
    const asked: string[] = [];
    const answer = (isYes: boolean) => ({
      ask: (text: string) => Promise.resolve(asked.push(text) > 0 && isYes),
    });
    await expect(run([...args, '--stage', 'dev'], answer(false))).rejects.toMatchObject({
      ...{ message: 'It was not confirmed.', exitCode: 1 },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(question);
    expect(asked[0]).toMatch(/\nin stage dev, account 000000000000, eu-west-1\? \[y\/N\] $/);
    expect(await state()).toEqual(before);
    await run([...args, '--stage', 'dev'], answer(true));
    expect(await state()).not.toEqual(before);
  });

  it('wants --yes where there is no terminal, and says how', async () => {
    await fill();
    const before = await state();
    const refusal = await run([...args, '--stage', 'dev']).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      message: 'This changes the stage dev, and there is no terminal to ask at.',
      remedy: expect.stringMatching(/^If it is meant: npx spillway .* --stage dev .*--yes/),
      exitCode: 2,
    });
    expect(await state()).toEqual(before);
    await run([...args, '--stage', 'dev', '--yes']);
    expect(await state()).not.toEqual(before);
  });

  it('does it unasked in the embedded stack', async () => {
    await fill();
    const before = await state();
    await run(args, { ask: () => Promise.reject(new Error('asked')) });
    expect(await state()).not.toEqual(before);
  });
});

it.each([
  [['dlq', 'redrive', '--dry-run']],
  [['dlq', 'discard', '--reason', 'x', '--dry-run']],
  [['replay', '--source', 'github', ...hour, '--dry-run']],
  [['dlq', 'summary']],
  [['dlq', 'show', 'd-1']],
  [['secrets', 'list']],
  [['status']],
  [['maintenance', 'status']],
])('asks nothing where nothing is changed: %j', async (args) => {
  await fill();
  const before = await state();
  await run([...args, '--stage', 'dev']);
  expect(await state()).toEqual(before);
});

describe('a question', () => {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => true });

  it.each([
    ['y\r', true],
    ['YES\r', true],
    ['\r', false],
    ['n\r', false],
    ['yesterday\r', false],
    ['\u0004', false], // Ctrl-D
  ])('takes %j for %j', async (typed, isYes) => {
    const [input, output] = [terminal(), new PassThrough()];
    const asked = ask(input, output, 'Move 3 of \u202e? ');
    input.write(typed);
    expect(await asked).toBe(isYes);
    expect(String(output.read())).toContain('Move 3 of �? ');
  });

  it('is no answer on Ctrl-C, which ends the command as one does', async () => {
    const input = terminal();
    const asked = ask(input, new PassThrough(), 'Move? ');
    input.write('\u0003');
    await expect(asked).rejects.toMatchObject({ message: 'Interrupted.', exitCode: 130 });
  });
});
