import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../factories/eventually.ts';
import { consolePages } from '../console-pages.ts';
import { countLetters } from '../count-letters.ts';
import { findViolations } from '../find-violations.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import type { ConsoleStack } from '../start-console-stack.ts';
import { takePictures } from '../take-pictures.ts';

/** Milliseconds: an alarm may need minutes of its time, and a page looks each few seconds. */
const patiently = { timeout: 40_000 };

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

const banner = () => page.getByRole('region', { name: 'Faults that are on' });
const button = (name: string | RegExp) => page.getByRole('button', { name });

/** By the form, as a new user does. */
async function sendPush(): Promise<void> {
  await opened.choose('Send');
  await page.getByRole('combobox', { name: 'Source', exact: true }).selectOption('github');
  await page.getByRole('combobox', { name: 'Example', exact: true }).selectOption('push');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

const answerTo = (end: string) =>
  page.getByRole('region', { name: 'Answer' }).getByRole('link', { name: end });

// One story: each step finds what the one before left.

/** From a fault to the alarm, its page, and the end of both. */
export function tellOfAlarms(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack, opened, page } = at);
  });

  describe('what is broken on purpose', () => {
    it('is switched on for some time, and said on every page', async () => {
      await opened.choose('Faults');
      const fault = page.getByRole('listitem').filter({ hasText: 'destination-down' });
      await fault.getByText('Options').click();
      await fault.getByRole('combobox', { name: 'Destination' }).selectOption('app');
      await fault.getByLabel('Status').fill('400');
      await fault.getByLabel('For how long').selectOption('5 min');
      const before = Date.now();
      await fault.getByRole('switch').click();
      for (const { title } of consolePages) {
        await opened.choose(title);
        await banner()
          .getByText(/destination-down for app, status 400, for (5:00|4:\d\d) more/)
          .waitFor();
      }
      const [on, ...others] = stack.stack.faults.current();
      expect([on, others]).toMatchObject([{ name: 'destination-down', destination: 'app' }, []]);
      expect((on?.until ?? 0) - before).toBeGreaterThan(295_000);
      await takePictures(page, 'fault-banner');
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('has its effect on the next webhook', async () => {
      await sendPush();
      await answerTo('dead-lettered').waitFor();
      await eventually('there is a letter', async () => (await countLetters(stack)) === 1);
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('an alarm', () => {
    const runbook = () => page.getByRole('region', { name: 'Runbook' });
    const discard = () => button(/^Run: npx spillway dlq discard/);
    const past = () =>
      page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: 'What it went through' }) });

    it('fires while its page is open, and tells what it measured beside its threshold', async () => {
      await opened.choose('Alarms');
      const row = page
        .getByRole('row')
        .filter({ has: page.getByRole('link', { name: 'dlq-not-empty', exact: true }) });
      await row.getByText('ALARM').waitFor(patiently);
      await row.getByRole('link', { name: 'dlq-not-empty', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'dlq-not-empty' }).waitFor();
      await page.getByText('Fires at ≥ 1, in one period of 1 min; no data is good.').waitFor();
      await past().getByText('It measured 1; it fires at ≥ 1.').waitFor();
      await past()
        .getByRole('img', { name: /ALARM for \d+ (s|min), from / })
        .waitFor();
      // Seconds of three hours are less than a pixel, and what is looked for.
      const span = await past().locator('.alarm-line .is-alarm').boundingBox();
      expect(span?.width).toBeGreaterThanOrEqual(4);
      await takePictures(page, 'firing-alarm');
      await button('Table: dlq-not-empty').click();
      const values = page.getByRole('region', { name: 'dlq-not-empty: values' });
      await values.getByRole('cell', { name: '1', exact: true }).first().waitFor();
      await button('Table: dlq-not-empty').click();
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('has its runbook beside it, a command of which runs by a click', async () => {
      await runbook().getByRole('heading', { name: 'dlq-not-empty' }).waitFor();
      await runbook()
        .getByRole('button', { name: /^Run: npx spillway dlq summary/ })
        .first()
        .click();
      const output = runbook().getByRole('textbox', {
        name: /^Output of npx spillway dlq summary/,
      });
      await output.waitFor();
      expect(await output.inputValue()).toMatch(/FINGERPRINT.*Destination app answered 400/s);
      await runbook().getByText('So it is as the page says of trouble.').waitFor();
      expect(await findViolations(page, [390])).toEqual([]);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('asks before a command changes something, and changes nothing after Escape', async () => {
      const block = page.locator('.runbook-block').filter({ has: discard() });
      // What the summary has printed is offered for the placeholder.
      await block
        .getByRole('button', { name: /^[0-9a-f]{8,}$/ })
        .first()
        .click();
      await block.getByRole('combobox', { name: '<REASON>' }).fill('refunded by hand');
      await discard().click();
      const dialog = page.getByRole('dialog', {
        name: /^Run this\? It changes the stage of this machine/,
      });
      await dialog.getByText('refunded by hand').waitFor();
      expect(await findViolations(page, [390])).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await discard().and(page.locator(':focus')).waitFor();
      expect(await countLetters(stack)).toBe(1);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('is over once the command is confirmed, which its page says by itself', async () => {
      await discard().click();
      await page.getByRole('button', { name: 'Run it' }).click();
      const output = runbook().getByRole('textbox', {
        name: /^Output of npx spillway dlq discard/,
      });
      await output.waitFor();
      expect(await output.inputValue()).toContain('1 discarded.');
      expect(await countLetters(stack)).toBe(0);
      await page
        .getByRole('status')
        .getByText(/^✓ OK for /)
        .waitFor(patiently);
      await past().getByRole('listitem').filter({ hasText: 'OK' }).first().waitFor(patiently);
      const { MetricAlarms = [] } = await stack.clients.cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: ['spillway-dev-dlq-not-empty'] }),
      );
      expect(MetricAlarms.map(({ StateValue }) => StateValue)).toEqual(['OK']);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('leaves a sum on the overview that has what was discarded, and adds up', async () => {
      await opened.choose('Overview');
      const sum = page
        .locator('section')
        .filter({ has: page.getByRole('heading', { name: 'What was accepted' }) });
      // The page asks each 15 s, which are ten minutes of this stack.
      await eventually('it adds up', async () => {
        await opened.visit('/', 'Overview');
        return (await sum.getByText(/it adds up\./i).count()) > 0;
      });
      const texts = await sum.locator('.overview-sum > div').allInnerTexts();
      const [accepted, ...ended] = texts.map((text) => Number(/\d+$/.exec(text)?.[0]));
      expect(texts.join(' ')).toMatch(/dead-lettered\s+1\b/);
      expect(ended.reduce((total, count) => total + count, 0)).toBe(accepted);
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('what was broken', () => {
    it('is mended by the banner, and the next webhook arrives', async () => {
      await banner().getByRole('button', { name: 'Switch off' }).click();
      await banner().waitFor({ state: 'detached' });
      expect(stack.stack.faults.current()).toEqual([]);
      await sendPush();
      await answerTo('processed').waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
