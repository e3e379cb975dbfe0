import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { RanBlock } from '../runbook/run-step.ts';
import { checkEnd, type RunbookEnd } from './check-end.ts';
import { type IncidentRecord, readRecord } from './read-record.ts';
import { type RunbookView, readRunbookPage } from './read-runbook-page.ts';
import { runChange } from './run-change.ts';
import { runLook } from './run-look.ts';
import { verifyChange } from './verify-change.ts';

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

  it('says of the alarms that it leads to which of them the stage lacks', () => {
    const text = page.steps.map(({ prose }) => prose).join('\n');
    expect(text).toContain('[dlq-growing](dlq-growing.md) (no alarm of this stage)');
    expect(text).not.toMatch(/README\.md[^)]*\) \(no alarm/);
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

describe('a command of ours', () => {
  it('names the stage and the configuration that it works on, as it is shown and as it is run', async () => {
    const config = join(import.meta.dirname, '../../../../test/fixtures/default.config.ts');
    const context = { ...fixture.context, config };
    const asked = { query: new URLSearchParams(), body: undefined, signal: context.signal };
    const params = { alarm: 'dlq-not-empty', step: stepOf('npx spillway dlq summary') };
    const command = `npx spillway dlq summary --stage local --config ${config}`;
    const shown = (await readRunbookPage.answer({ ...asked, params }, context)) as RunbookView;
    expect(shown.steps[Number(params.step)]?.block?.commands).toEqual([command]);
    const ran = (await runLook.answer({ ...asked, params }, context)) as RanBlock;
    expect(ran.commands).toMatchObject([{ command, exitCode: 0 }]);
  });

  it('fails by the configuration that was named where that can’t be read', async () => {
    const context = { ...fixture.context, config: '/nowhere.config.ts' };
    const params = { alarm: 'dlq-not-empty', step: stepOf('npx spillway dlq redrive --dry-run') };
    const asked = { params, query: new URLSearchParams(), body: undefined, signal: context.signal };
    const { commands } = (await runLook.answer(asked, context)) as RanBlock;
    expect(commands[0]?.stderr).toContain('/nowhere.config.ts does not exist');
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

describe('the end of a page', () => {
  const check = () => fixture.ask<RunbookEnd>(checkEnd, { params: { alarm: 'dlq-not-empty' } });

  it('is not there while what is looked at first is as in trouble', async () => {
    const id = fixture.cli.addDeadLetter({ deliveryId: 'd-still', source: 'github' });
    expect(id).not.toBe('');
    const { isOver, looks, news } = await check();
    expect(looks.map(({ commands }) => commands[0]?.command)).toEqual([
      expect.stringContaining('npx spillway status'),
      expect.stringContaining('npx spillway dlq summary'),
      expect.stringContaining('npx spillway logs'),
    ]);
    expect(looks[1]?.likeness).toBe('trouble');
    expect(isOver).toBe(false);
    expect(news).toBe('The stage has no alarm dlq-not-empty.');
  });
});

describe('what a change is seen by', () => {
  it('is run as the page says, and compared', async () => {
    const step = stepOf('npx spillway dlq discard');
    expect(page.steps[Number(step)]?.block?.verify).toEqual({
      ...{ runsHere: true, text: expect.stringContaining('npx spillway dlq summary') },
    });
    const { suggested } = await look('npx spillway dlq summary');
    const FINGERPRINT = suggested.FINGERPRINT?.[0] ?? '';
    await change(step, { stage: 'dev', values: { FINGERPRINT, REASON: 'a test' } });
    const params = { alarm: 'dlq-not-empty', step };
    const { commands } = await fixture.ask<RanBlock>(verifyChange, {
      params,
      query: { FINGERPRINT },
    });
    expect(commands[0]).toMatchObject({
      command: 'npx spillway dlq summary --stage local',
      stdout: expect.stringContaining('There are no dead letters'),
    });
  });

  it('is a look of the first five minutes where the page names one', async () => {
    const step = stepOf('npx spillway rollback');
    const params = { alarm: 'dlq-not-empty', step };
    const { commands } = await fixture.ask<RanBlock>(verifyChange, { params });
    expect(commands[0]?.command).toBe('npx spillway status --stage local');
  });
});

describe('the record', () => {
  it('has all that was run by a click, for this user alone, and is whole after each', async () => {
    const { record } = await look('npx spillway dlq summary');
    const params = { alarm: 'dlq-not-empty' };
    const { file, text } = await fixture.ask<IncidentRecord>(readRecord, { params });
    expect(file).toBe(record);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(text.match(/^# dlq-not-empty, stage dev, begun/gm)).toHaveLength(1);
    expect(text).not.toContain('**goes on**');
    expect(text).toContain('```sh\nnpx spillway dlq summary --stage local\n```');
    expect(text).toMatch(/\*\*runs what changes something\*\*: npx spillway dlq discard/);
    expect(text).toMatch(/\*\*alarm\*\*: The stage has no alarm dlq-not-empty/);
    const [, changed = ''] = text.split('\n## Changed and undone\n');
    expect(changed).toMatch(/^\n- .*`npx spillway dlq discard .*` Undo: the object/);
    expect(text.match(/^The transcript ends at/gm)).toHaveLength(1);
  });

  it('has no secret in it', async () => {
    const secret = 'whsec_c2VjcmV0LW9mLWEtc2VuZGVyLWZvci10ZXN0cw';
    const step = stepOf('npx spillway dlq discard');
    const values = { FINGERPRINT: '000000000000', REASON: `it was ${secret}` };
    await change(step, { stage: 'dev', values });
    const params = { alarm: 'dlq-not-empty' };
    const { text } = await fixture.ask<IncidentRecord>(readRecord, { params });
    expect(text).toContain('it was (hidden)');
    expect(text).not.toContain(secret);
  });

  it('is none before something was run', async () => {
    const params = { alarm: 'api-5xx' };
    await expect(fixture.ask(readRecord, { params })).rejects.toThrow('Nothing of this page');
    expect((await read('api-5xx')).record).toBeUndefined();
    expect((await read('dlq-not-empty')).record).toMatch(
      /reports\/incidents\/.*-dlq-not-empty\.md$/,
    );
  });
});
