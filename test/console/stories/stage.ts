import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../factories/eventually.ts';
import { consolePages } from '../console-pages.ts';
import { countLetters } from '../count-letters.ts';
import type { OpenConsole } from '../open-console.ts';
import { type OpenedPage, openAnother } from '../open-page.ts';
import { type StageConsole, serveStageConsole } from '../serve-stage-console.ts';
import type { ConsoleStack } from '../start-console-stack.ts';

let stack: ConsoleStack;
let readOnly: StageConsole;
let writing: StageConsole;

/** What changes something, wherever it is offered. */
const actions =
  /^(Replay|Send( again| through.*)?|Signed curl|Discard.*|Rotate.*|Retire.*|Go on.*|Run …|Switch off|Cancel the run)$/;

const inspector = (page: Page) => page.getByRole('region', { name: 'Webhook', exact: true });

async function openWebhook({ page, visit }: OpenedPage, id: string): Promise<void> {
  await visit(`/events?q=${id}`, 'Events');
  await page
    .getByRole('list', { name: 'Webhooks, the newest first' })
    .getByRole('link', { name: id })
    .first()
    .click();
  await inspector(page).getByRole('tabpanel').waitFor();
}

/** A deployed stage, by the command line’s own console. */
export function tellOfStages(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack } = at);
    const { faults } = stack.stack;
    await faults.on('destination-down', { status: 400 });
    await stack.send({ type: '<odd>', id: 'refused', body: '{"kept":"as a letter"}' });
    await eventually('there is a letter', async () => (await countLetters(stack)) === 1);
    await faults.off();
    await stack.send({ type: 'push', id: 'archived', body: '{"kept":"in the archive"}' });
    [readOnly, writing] = await Promise.all([
      serveStageConsole(stack),
      serveStageConsole(stack, ['--write']),
    ]);
  });
  afterAll(() => Promise.all([readOnly?.stop(), writing?.stop()]));

  describe('a console of a deployed stage without --write', () => {
    let opened: OpenedPage;
    let page: Page;
    beforeAll(async () => {
      opened = await openAnother(at.page.context(), readOnly);
      ({ page } = opened);
    });
    afterAll(() => page?.close());

    it('says so, and offers nothing that changes the stage on any page', async () => {
      for (const { title } of consolePages) {
        await opened.choose(title);
        await page.getByText('Read-only', { exact: true }).waitFor();
        expect(await page.getByRole('button', { name: actions }).count()).toBe(0);
        expect(await page.getByRole('switch').count()).toBe(0);
      }
      await page
        .getByText('This is a deployed stage: nothing is broken on purpose there.')
        .waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('offers none for one webhook, letter, source or alarm either, and says how they are had', async () => {
      await openWebhook(opened, 'archived');
      const onlyReads = page.getByText('This console only reads: start it with --write.').first();
      await onlyReads.waitFor();
      expect(await page.getByRole('button', { name: actions }).count()).toBe(0);
      await opened.choose('Dead letters');
      await page.getByRole('row').nth(1).getByRole('link').click();
      await page.getByRole('button', { name: 'refused' }).click();
      await page.getByRole('button', { name: 'Show headers and body' }).waitFor();
      expect(await page.getByRole('button', { name: actions }).count()).toBe(0);
      await opened.choose('Sources');
      await page.getByRole('link', { name: 'github' }).click();
      await onlyReads.waitFor();
      expect(await page.getByRole('button', { name: actions }).count()).toBe(0);
      await opened.visit('/alarms/dlq-not-empty', 'dlq-not-empty');
      await page.getByText('this console only reads: start it with --write').first().waitFor();
      expect(
        await page.getByRole('button', { name: /^Run: .* dlq (discard|redrive --f)/ }).count(),
      ).toBe(0);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('refuses a change that is asked for all the same', async () => {
      const statuses = await page.evaluate(`Promise.all([
      ['POST', '/api/letter-jobs', { kind: 'redrive' }],
      ['POST', '/api/secrets/github', { kind: 'rotate' }],
      ['DELETE', '/api/faults', undefined],
    ].map(([method, path, body]) =>
      fetch(path, { method, headers: { 'x-spillway-write': 'undefined' }, body: JSON.stringify(body) })
        .then(({ status }) => status),
    ))`);
      expect(statuses).toEqual([403, 403, 403]);
      expect(await countLetters(stack)).toBe(1);
      opened.takeTroubles();
    });

    it('shows bodies of the archive and of dead letters, and no other', async () => {
      for (const [id, text] of [
        ['archived', '"in the archive"'],
        ['refused', '"as a letter"'],
      ] as const) {
        await openWebhook(opened, id);
        await inspector(page).getByRole('tab', { name: 'Body' }).click();
        await inspector(page).getByRole('button', { name: 'Show body' }).click();
        await inspector(page).getByLabel('Content of the body').getByText(text).waitFor();
        await inspector(page)
          .getByText('Only the embedded stack keeps what was delivered.')
          .waitFor();
      }
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('a console of a deployed stage with --write', () => {
    let opened: OpenedPage;
    let page: Page;
    beforeAll(async () => {
      opened = await openAnother(at.page.context(), writing);
      ({ page } = opened);
    });
    afterAll(() => page?.close());

    const arrivals = (id: string) =>
      stack.stack.arrivals
        .page(0)
        .deliveries.filter((one) => one.deliveryId === id && one.destination === 'app').length;

    it('replays a webhook, and sends a dead letter through again', async () => {
      await openWebhook(opened, 'archived');
      await inspector(page).getByRole('button', { name: 'Replay' }).click();
      await inspector(page)
        .getByText(/^Replayed as run /)
        .waitFor();
      await eventually('it arrives again', () => arrivals('archived') === 2);
      await opened.choose('Dead letters');
      await page.getByRole('button', { name: /^Send through again .* …$/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`the stage ${stack.stack.stage}`).waitFor();
      await dialog.getByRole('button', { name: /^Send through again/ }).click();
      await page
        .getByRole('region', { name: 'Result' })
        .getByText(/^✓ 1 moved/)
        .waitFor();
      await eventually('the letter arrives', () => arrivals('refused') === 1);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('has the stage’s name typed before a command of a runbook changes it', async () => {
      await opened.visit('/alarms/dlq-not-empty', 'dlq-not-empty');
      await page.getByRole('button', { name: /^Run: npx spillway rollback/ }).click();
      const dialog = page.getByRole('dialog', {
        name: `Run this? It changes ${stack.stack.stage}.`,
      });
      const run = dialog.getByRole('button', { name: 'Run it' });
      expect(await run.isDisabled()).toBe(true);
      await dialog.getByLabel(`Type ${stack.stack.stage} to run it`).fill('prod');
      expect(await run.isDisabled()).toBe(true);
      await dialog.getByLabel(`Type ${stack.stack.stage} to run it`).fill(stack.stack.stage);
      expect(await run.isEnabled()).toBe(true);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
