import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../factories/eventually.ts';
import { findViolations } from '../find-violations.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import type { ConsoleStack } from '../start-console-stack.ts';
import { takePictures } from '../take-pictures.ts';

const run = promisify(execFile);
/** A field that no shell takes for its own. */
const body = JSON.stringify({ ref: "refs/heads/it's $HOME `x`", after: '\\n "ü"' });

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

const inspector = () => page.getByRole('region', { name: 'Webhook', exact: true });
const button = (name: string | RegExp) => page.getByRole('button', { name });
/** What reached the destination, by the ids of its deliveries. */
const arrivals = (destination: string) =>
  stack.stack.arrivals
    .page(0)
    .deliveries.filter((one) => one.destination === destination)
    .map(({ deliveryId }) => deliveryId);
const times = (id: string) => arrivals('app').filter((one) => one === id).length;

async function openWebhook(id: string, outcome: string): Promise<void> {
  await opened.visit(`/events?q=${id}`, 'Events');
  const rows = page.getByRole('list', { name: 'Webhooks, the newest first' });
  await rows.getByRole('link', { name: outcome }).first().click();
  await inspector().getByRole('tabpanel').waitFor();
}

/** What came: sent through again, copied, looked at, and its way. */
export function tellOfWebhooks(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack, opened, page } = at);
    const large = JSON.stringify({
      lines: Array.from({ length: 4000 }, (_, n) => `line ${n} of many`),
    });
    const statuses = await Promise.all([
      stack.send({ type: 'push', id: 'pushed', body }),
      stack.send({ type: 'push', id: 'large', body: large }),
      stack.send({ type: 'star', id: 'starred' }),
    ]);
    expect(statuses).toEqual([202, 202, 202]);
  });

  describe('a webhook that came', () => {
    it('is replayed by a click, to its destinations', async () => {
      await openWebhook('pushed', 'processed');
      await inspector().getByRole('button', { name: 'Replay' }).click();
      await inspector()
        .getByText(/^Replayed as run /)
        .waitFor();
      await eventually('app has it twice', () => times('pushed') === 2);
      await eventually(
        'audit too',
        () => arrivals('audit').filter((one) => one === 'pushed').length === 2,
      );
      await inspector().getByText('replay', { exact: false }).first().waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('is copied as a signed curl, which a shell runs and the stack accepts', async () => {
      await inspector().getByRole('button', { name: 'Signed curl' }).click();
      const line = await inspector().locator('pre', { hasText: 'curl' }).innerText();
      const { stdout } = await run('sh', [
        '-c',
        `${line} --silent --output /dev/null --write-out '%{http_code}'`,
      ]);
      expect(stdout).toBe('202');
      const copies = () =>
        stack.stack.arrivals
          .page(0)
          .deliveries.filter(
            (one) => one.destination === 'app' && one.bytes === Buffer.byteLength(body),
          );
      await eventually('it has arrived', () => copies().length === 3);
      expect(new Set(copies().map(({ sha256 }) => sha256)).size).toBe(1);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('shows the first 64 KB of a large body, as text, in its order, in hex', async () => {
      await openWebhook('large', 'processed');
      await inspector().getByRole('tab', { name: 'Body' }).click();
      await inspector().getByRole('button', { name: 'Show body' }).click();
      const content = inspector().getByLabel('Content of the body');
      await content.getByText('line 0 of many').waitFor();
      await inspector()
        .getByText(/^▲ Cut:/)
        .waitFor();
      await takePictures(page, 'body-64-kb');
      for (const [view, text] of [
        ['raw', '{"lines":["line 0 of many"'],
        ['hex', '7b 22 6c 69 6e 65 73'],
      ] as const) {
        await inspector().getByRole('radio', { name: view }).check();
        await content.getByText(text).first().waitFor();
      }
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('the routes', () => {
    const verdicts = async () => {
      const rows = await page.locator('.card-table tbody tr').all();
      return Promise.all(rows.map((row) => row.locator('td').last().innerText()));
    };

    it('are drawn, and tell which took a webhook and why the others did not', async () => {
      await opened.choose('Routes');
      await page.getByRole('img', { name: /^Sources, the routes/ }).waitFor();
      await page.getByLabel('Delivery id of one that came').fill('pushed');
      await button('Show its way').click();
      await page.getByText('✓ taken by pushes').waitFor();
      expect(await page.locator('.route-picture g.is-taken').count()).toBe(1);
      const [pushes, ...others] = await verdicts();
      expect(pushes).toBe('✓ takes it');
      expect(others).toHaveLength(3);
      for (const verdict of others) expect(verdict).toMatch(/^⊘ .{8,}/);
      expect(await findViolations(page, [390])).toEqual([]);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('tell why none took one, and where one would go that was never sent', async () => {
      const before = stack.stack.arrivals.counts().total;
      await page.getByLabel('Delivery id of one that came').fill('starred');
      await button('Show its way').click();
      await page.getByText('⊘ no route takes it; it is filtered').waitFor();
      await page.getByLabel('or its source').selectOption('shop');
      await page.getByLabel('Type').fill('order.paid');
      await button('Show its way').click();
      await page.getByText('✓ taken by orders').waitFor();
      expect(new URL(page.url()).searchParams.get('source')).toBe('shop');
      expect(stack.stack.arrivals.counts().total).toBe(before);
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
