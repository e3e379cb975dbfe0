import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../factories/eventually.ts';
import { countLetters } from '../count-letters.ts';
import { findViolations } from '../find-violations.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import type { ConsoleStack } from '../start-console-stack.ts';
import { takePictures } from '../take-pictures.ts';

const ids = Array.from({ length: 12 }, (_, index) => `letter-${index}`);
const patiently = { timeout: 40_000 };

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

const letters = (count: number) =>
  eventually(`${count} dead letters`, async () => (await countLetters(stack)) === count);
const arrived = () => {
  const all = stack.stack.arrivals.page(0).deliveries.map(({ deliveryId }) => deliveryId);
  return new Set(all.filter((id) => ids.includes(id)));
};
const button = (name: string | RegExp) => page.getByRole('button', { name });
const result = () => page.getByRole('region', { name: 'Result' });

/** The page of those whose destination refused them. */
async function openRefused(): Promise<void> {
  await opened.choose('Dead letters');
  const row = page.getByRole('row').filter({ hasText: 'Destination app answered 400' });
  await row.getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: /^Dead letters \w+ of github$/ }).waitFor();
}

/** What was archived of discarded letters. */
async function discarded(): Promise<readonly unknown[]> {
  const { stage, env } = stack.stack;
  const Bucket = `spillway-${stage}-000000000000-${env.AWS_REGION}`;
  const { s3 } = stack.clients;
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'discarded/' }),
  );
  const read = async (Key: string | undefined) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  };
  return Promise.all(Contents.map(({ Key }) => read(Key)));
}

/** Dead letters, from the first look to the empty queue. */
export function tellOfLetters(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack, opened, page } = at);
    const body = JSON.stringify({ secret: 'of nobody else' });
    await stack.stack.faults.on('destination-down', { status: 400 });
    await Promise.all(ids.map((id) => stack.send({ type: '<odd>', id, body })));
    await stack.send({ type: 'issues', id: 'hopeless', body: '{"why":"no such shop"}' });
    await letters(ids.length + 1);
  });

  describe('a dead letter', () => {
    it('is opened, and tells its content only when it is asked for', async () => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      const contents = () => asked.filter((path) => path.endsWith('/contents'));
      await openRefused();
      await button('letter-3').click();
      const letter = page.getByRole('region', { name: 'Dead letter letter-3' });
      await letter.getByText('Destination app answered 400').first().waitFor();
      expect([contents(), await page.getByText('of nobody else').count()]).toEqual([[], 0]);
      await letter.getByRole('button', { name: 'Show headers and body' }).click();
      await letter.getByLabel('Content of the body').getByText('of nobody else').waitFor();
      await letter.getByText('x-github-event').waitFor();
      expect(contents()).toHaveLength(1);
      expect(await findViolations(page, [390])).toEqual([]);
      await letter.getByRole('button', { name: 'Close' }).click();
      await letter.waitFor({ state: 'detached' });
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('is tried with the code of today, and stays', async () => {
      await button('Try 12 filtered letters with the code of today').click();
      const forecast = page.getByRole('region', { name: 'What would become of them' });
      await forecast.getByText('12 would go to app').waitFor();
      await forecast.getByText('Nothing was moved.').waitFor();
      await letters(ids.length + 1);
      expect(arrived()).toEqual(new Set());
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('sending through again', () => {
    const redrive = () => button('Send through again 12 filtered letters …');
    const dialog = () =>
      page.getByRole('dialog', { name: 'Send through again 12 filtered letters' });
    const progress = () => page.getByRole('progressbar', { name: 'Letters dealt with' });
    const done = async () => Number(await progress().getAttribute('value'));

    it('begins only where the dialog says so', async () => {
      await redrive().click();
      await dialog().waitFor();
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
      await redrive().and(page.locator(':focus')).waitFor();
      await letters(ids.length + 1);
      expect(new URL(page.url()).pathname).toMatch(/^\/dead-letters\//);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('sends a sample first, tells how far it is, and ends where it is cancelled', async () => {
      await stack.stack.faults.off();
      await redrive().click();
      await dialog().getByLabel('Letters a second').fill('2');
      await dialog().getByLabel('Sample').fill('2');
      await dialog()
        .getByRole('button', { name: /^Send through again/ })
        .click();
      await page.waitForURL(/\/redrives\//);
      await page.getByText('✓ The sample passed: of 2, none came back.').waitFor(patiently);
      await expect.poll(done, patiently).toBeGreaterThan(2);
      expect(await findViolations(page, [390])).toEqual([]);
      await takePictures(page, 'running-redrive');
      await button('Cancel the run').click();
      await result()
        .getByText(/^▲ \d+ moved to the intake queue. Interrupted/)
        .waitFor(patiently);
      const moved = await done();
      expect(moved).toBeLessThan(ids.length);
      await letters(ids.length + 1 - moved);
      await eventually('the moved have arrived', () => arrived().size === moved);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('goes on by a click, and ends by itself when the tab that began it is closed', async () => {
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.getByRole('button', { name: 'Go on, and leave alone what came back' }).click();
      await other.getByText('◐ It is under way').waitFor();
      await other.close();
      await result()
        .getByText(/^✓ \d+ moved to the intake queue/)
        .waitFor(patiently);
      await eventually('all have arrived', () => arrived().size === ids.length);
      await letters(1);
      expect(arrived()).toEqual(new Set(ids));
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('discarding', () => {
    const dialog = () => page.getByRole('dialog', { name: 'Discard 1 filtered letter' });
    const confirm = () => dialog().getByRole('button', { name: /^Discard/ });
    const openDialog = () => button('Discard 1 filtered letter …').click();

    it('needs a reason, and does nothing after Escape', async () => {
      await opened.choose('Dead letters');
      // Of all of them none is to be discarded by one click.
      expect(await button(/^Discard/).count()).toBe(0);
      await page.getByRole('row').filter({ hasText: 'no such shop' }).getByRole('link').click();
      await openDialog();
      expect(await confirm().isDisabled()).toBe(true);
      await dialog().getByLabel('Why they are given up').fill('a try');
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
      await letters(1);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('archives what it gives up with the reason, and deletes it then', async () => {
      await openDialog();
      await dialog().getByLabel('Why they are given up').fill('the shop has closed');
      await confirm().click();
      await result().getByText('✓ 1 discarded.').waitFor();
      await letters(0);
      expect(await discarded()).toMatchObject([
        { reason: 'the shop has closed', message: expect.stringContaining('hopeless') },
      ]);
      await opened.choose('Dead letters');
      await page.getByText('There are no dead letters.').waitFor();
      await page.getByText('Runs of this console').waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
