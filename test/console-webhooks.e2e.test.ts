import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './console/find-violations.ts';
import { launchBrowser } from './console/launch-browser.ts';
import { type OpenedPage, openPage } from './console/open-page.ts';
import { type ConsoleStack, startConsoleStack } from './console/start-console-stack.ts';
import { takePictures } from './console/take-pictures.ts';
import { eventually } from './factories/eventually.ts';

const run = promisify(execFile);
/** A field that no shell takes for its own. */
const body = JSON.stringify({ ref: "refs/heads/it's $HOME `x`", after: '\\n "ü"' });

let stack: ConsoleStack;
let browser: Browser;
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  const context = { secretCacheSeconds: '0' };
  [stack, browser] = await Promise.all([startConsoleStack({ context }), launchBrowser()]);
  opened = await openPage(browser, stack);
  ({ page } = opened);
  const large = JSON.stringify({
    lines: Array.from({ length: 4000 }, (_, n) => `line ${n} of many`),
  });
  const statuses = await Promise.all([
    stack.send({ type: 'push', id: 'pushed', body }),
    stack.send({ type: 'push', id: 'large', body: large }),
    stack.send({ type: 'star', id: 'starred' }),
  ]);
  expect(statuses).toEqual([202, 202, 202]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

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
    await page.getByLabel('Delivery id of one that came').fill('starred');
    await button('Show its way').click();
    await page.getByText('⊘ no route takes it; it is filtered').waitFor();
    await page.getByLabel('or its source').selectOption('shop');
    await page.getByLabel('Type').fill('order.paid');
    await button('Show its way').click();
    await page.getByText('✓ taken by orders').waitFor();
    expect(new URL(page.url()).searchParams.get('source')).toBe('shop');
    expect(arrivals('app').length).toBe(times('pushed') + times('large') + 1);
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('the key of a source', () => {
  const slot = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  let fresh = '';
  const signedWith = (secret: string, id: string) => stack.send({ type: 'star', id, secret });
  const old = () => stack.stack.sources.github?.secret ?? '';

  it('is listed with its age and its last use, and without its value', async () => {
    await opened.choose('Sources');
    await page.getByRole('link', { name: 'github' }).click();
    await slot('current')
      .getByText(/^Last changed .* ago\./)
      .waitFor();
    await slot('current')
      .getByText(/^Last webhook accepted \d\d-\d\d \d\d:\d\d:\d\d UTC/)
      .waitFor();
    expect(await page.content()).not.toContain(old());
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('is rotated by a click: the new one is shown once, and both are accepted', async () => {
    await button('Rotate the key of github …').click();
    const dialog = page.getByRole('dialog', { name: 'Rotate the key of github' });
    await dialog.getByText('both are accepted').waitFor();
    expect(await findViolations(page, [390])).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByRole('region', { name: 'New secret' }).count()).toBe(0);
    await button('Rotate the key of github …').click();
    await dialog.getByRole('button', { name: 'Rotate the key of github' }).click();
    const shown = page.getByRole('region', { name: 'New secret' });
    fresh = await shown.locator('.new-secret').innerText();
    expect(await signedWith(fresh, 'with-new')).toBe(202);
    expect(await signedWith(old(), 'with-old')).toBe(202);
    await shown.getByRole('button', { name: 'I have entered it: hide it' }).click();
    await shown.waitFor({ state: 'detached' });
    await page.reload();
    await slot('previous').waitFor();
    expect(await page.content()).not.toContain(fresh);
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('is retired by a click, in use only by who means it, and opens nothing more', async () => {
    await button('Retire previous …').click();
    const dialog = page.getByRole('dialog', { name: 'Retire previous of github' });
    const confirm = dialog.getByRole('button', { name: 'Retire previous of github' });
    await dialog.getByText(/^▲ /).waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await confirm.click();
    await page.getByText('✓ The old secret of github is retired.').waitFor();
    expect(await signedWith(old(), 'with-retired')).toBe(401);
    expect(await signedWith(fresh, 'with-current')).toBe(202);
    await opened.visit('/events?outcome=rejected', 'Events');
    await page
      .getByRole('list', { name: 'Webhooks, the newest first' })
      .getByRole('link', { name: 'rejected' })
      .click();
    await inspector()
      .getByText(/old secret|retired/i)
      .first()
      .waitFor();
    expect(opened.takeTroubles()).toEqual([]);
  });
});
