import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { RanBlock } from '../runbook/run-step.ts';
import { type RunbookView, readRunbookPage } from './read-runbook-page.ts';
import { runChange } from './run-change.ts';
import { runLook } from './run-look.ts';

let fixture: EndpointFixture;
let page: RunbookView;

beforeAll(async () => {
  fixture = await startEndpointFixture();
  fixture.cli.addDeadLetter({ deliveryId: 'd-dead', source: 'github' });
  page = await read('spillway-dev-dlq-not-empty');
});
afterAll(() => fixture.stop());

const read = (alarm: string) => fixture.ask<RunbookView>(readRunbookPage, { params: { alarm } });

/** The step of the first block that begins so. */
function stepOf(beginning: string, { steps } = page): string {
  const found = steps.findIndex(({ block }) => block?.commands[0]?.startsWith(beginning));
  expect(found).not.toBe(-1);
  return String(found);
}

const look = (beginning: string, query: Readonly<Record<string, string>> = {}) =>
  fixture.ask<RanBlock>(runLook, {
    params: { alarm: 'dlq-not-empty', step: stepOf(beginning) },
    query,
  });

const change = (step: string, body: unknown) =>
  fixture.ask<RanBlock>(runChange, { params: { alarm: 'dlq-not-empty', step }, body });

describe('the page of an alarm', () => {
  it('is parted by its blocks, and says which of them the console runs', () => {
    expect(page.page).toBe('dlq-not-empty');
    const blocks = page.steps.flatMap(({ block }) => block ?? []);
    const here = blocks.filter(({ runsHere }) => runsHere).flatMap(({ commands }) => commands);
    expect(here.every((command) => command.startsWith('npx spillway '))).toBe(true);
    expect(here.length).toBeGreaterThan(2);
  });

  it('offers the source that its alarm is for', async () => {
    const { suggested } = await read('signature-failures-shop');
    expect(suggested).toMatchObject({ SOURCE: ['shop'] });
  });

  it('leaves to a terminal what asks for a secret', async () => {
    const { steps } = await read('signature-failures-github');
    const setting = steps
      .flatMap(({ block }) => block ?? [])
      .filter(({ commands }) => /secrets set/.test(commands[0] ?? ''));
    expect(setting.map(({ runsHere }) => runsHere)).toEqual([false]);
  });
});

describe('a block that only reads', () => {
  it('is run, compared with the page, and says what its output offers', async () => {
    const { commands, comparisons, likeness, suggested } = await look('npx spillway dlq summary');
    expect(commands[0]).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('FINGERPRINT'),
    });
    expect(comparisons.map(({ label, verdict }) => [label, verdict])).toContainEqual([
      'Trouble',
      'seen',
    ]);
    expect(likeness).toBe('trouble');
    expect(suggested.FINGERPRINT).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/)]);
  });

  it('is refused where a shell would have to run it', async () => {
    const alarm = 'pipeline-degraded';
    const step = stepOf('aws ', await read(alarm));
    await expect(fixture.ask(runLook, { params: { alarm, step } })).rejects.toThrow(
      'The console does not run this: aws cloudwatch describe-alarms',
    );
  });
});

describe('a block that changes something', () => {
  it('is run only for who names the stage, and by no look', async () => {
    const step = stepOf('npx spillway dlq discard');
    const { suggested } = await look('npx spillway dlq summary');
    const values = { FINGERPRINT: suggested.FINGERPRINT?.[0] ?? '', REASON: 'a test' };
    await expect(change(step, { values })).rejects.toThrow('Nobody confirmed');
    await expect(change(step, { stage: 'prod', values })).rejects.toThrow('Nobody confirmed');
    const params = { alarm: 'dlq-not-empty', step };
    await expect(fixture.ask(runLook, { params, query: values })).rejects.toThrow('No run block');
    expect(fixture.cli.bodiesIn('dead-letters')).toHaveLength(1);
    const { commands } = await change(step, { stage: 'dev', values });
    expect(commands[0]?.exitCode).toBe(0);
    expect(fixture.cli.bodiesIn('dead-letters')).toHaveLength(0);
  });

  it('takes a value as one word, whatever is in it, and goes on without none', async () => {
    const step = stepOf('npx spillway dlq discard');
    await expect(change(step, { stage: 'dev' })).rejects.toThrow(
      'No value is known for <FINGERPRINT>, <REASON>',
    );
    const left = fixture.cli.bodiesIn('dead-letters').length;
    const values = { FINGERPRINT: '000000000000', REASON: '"; touch owned; $(id) "' };
    const { commands } = await change(step, { stage: 'dev', values });
    expect(commands).toEqual([
      expect.objectContaining({ command: expect.stringContaining(`'${values.REASON}'`) }),
    ]);
    expect(fixture.cli.bodiesIn('dead-letters')).toHaveLength(left);
  });
});
