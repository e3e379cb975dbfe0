import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consolePages } from './console/console-pages.ts';
import { findViolations } from './console/find-violations.ts';
import { tryFromOutside } from './console/foreign-page.ts';
import { attack, hostileWebhooks, marker } from './console/hostile-webhooks.ts';
import { launchBrowser } from './console/launch-browser.ts';
import { type OpenedPage, openPage } from './console/open-page.ts';
import { seed } from './console/seed.ts';
import { settled } from './console/settled.ts';
import {
  type ConsoleStack,
  type SentWebhook,
  startConsoleStack,
} from './console/start-console-stack.ts';
import { takePictures } from './console/take-pictures.ts';
import { eventually } from './factories/eventually.ts';
import { startHttpReceiver } from './factories/http-receiver.ts';

let stack: ConsoleStack;
let browser: Browser;
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startConsoleStack(), launchBrowser()]);
  opened = await openPage(browser, stack);
  ({ page } = opened);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const rows = (of = page) => of.getByRole('list', { name: 'Webhooks, the newest first' });
const inspector = () => page.getByRole('region', { name: 'Webhook', exact: true });

const visit: OpenedPage['visit'] = (path, title) => opened.visit(path, title);
const openFromNavigation: OpenedPage['choose'] = (title) => opened.choose(title);

let seeded: Promise<readonly number[]> | undefined;

async function seedOnce(): Promise<void> {
  seeded ??= seed(stack);
  expect(new Set(await seeded)).toEqual(new Set([202, 401]));
}

describe('before a webhook has come', () => {
  it('leads to every page by its navigation, in order', async () => {
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    await settled(page, 'Overview');
    expect(await links.allInnerTexts()).toEqual(consolePages.map(({ title }) => title));
  });

  it.each(consolePages)('opens $title, in which axe finds nothing wrong', async ({ at, title }) => {
    await openFromNavigation(title);
    expect(new URL(page.url()).pathname).toBe(at);
    expect(await page.title()).toContain(title);
    expect(await findViolations(page, [390])).toEqual([]);
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('says so among the webhooks, with what to do', async () => {
    await openFromNavigation('Events');
    await page.getByRole('heading', { name: /^No webhook has come/ }).waitFor();
    await page.getByText('npx spillway send --stage local').waitFor();
  });
});

describe('by the mouse', () => {
  it('sends a webhook, which comes into the list of who watches it', async () => {
    const watching = await page.context().newPage();
    await watching.goto(`${stack.origin}/events`);
    await settled(watching, 'Events');
    await openFromNavigation('Send');
    await page.getByRole('combobox', { name: 'Source', exact: true }).selectOption('github');
    await page.getByRole('combobox', { name: 'Example', exact: true }).selectOption('push');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByText('✓ 202').waitFor();
    await rows(watching)
      .getByRole('link', { name: /processed/i })
      .waitFor();
    await watching.close();
    await answer.getByRole('link', { name: /^Open .*: processed$/ }).click();
    await inspector().getByRole('heading', { name: 'push' }).waitFor();
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('shows its journey, and its body only when it is asked for', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await inspector()
      .getByRole('tabpanel', { name: 'Journey' })
      .getByText('audit')
      .first()
      .waitFor();
    await inspector().getByRole('tab', { name: 'Body' }).click();
    const show = inspector().getByRole('button', { name: 'Show body' });
    await show.waitFor();
    expect(asked.filter((path) => path.endsWith('/copies'))).toEqual([]);
    await show.click();
    await inspector().getByLabel('Content of the body').getByText('"repository"').waitFor();
    expect(asked.filter((path) => path.endsWith('/copies'))).toHaveLength(1);
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('sends it again, and leads to the new one', async () => {
    const before = page.url();
    await inspector().getByRole('button', { name: 'Send again' }).click();
    await inspector()
      .getByText(/^Answered 202/)
      .waitFor();
    await inspector()
      .getByRole('link', { name: /^Open .*: (processed|duplicate)$/ })
      .click();
    await page.waitForURL((url) => url.pathname !== new URL(before).pathname);
    await inspector().getByRole('heading', { name: 'push' }).waitFor();
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('holds the list where it is not to follow, and lets in what waits', async () => {
    await openFromNavigation('Events');
    await page.getByLabel('Follow newest').uncheck();
    await page.waitForURL(/[?&]follow=0/);
    await stack.send({ type: 'star', id: 'waits' });
    await page.getByRole('button', { name: '1 new ↑' }).click();
    await rows().getByRole('link', { name: 'waits' }).waitFor();
    await page.getByLabel('Follow newest').check();
    await page.waitForURL((url) => !url.searchParams.has('follow'));
  });

  it('filters, and keeps the filter in the address', async () => {
    await page.getByLabel('Outcome').selectOption('filtered');
    await page.waitForURL(/[?&]outcome=filtered/);
    await page.reload();
    await settled(page, 'Events');
    await rows().getByRole('link', { name: 'waits' }).waitFor();
    expect(await rows().getByRole('link').count()).toBe(1);
    await page.getByRole('searchbox').fill('nowhere');
    await page.getByRole('heading', { name: 'No match' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await rows().getByRole('link', { name: /push/ }).first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('while a destination refuses', () => {
  it('shows the dead letter, and sends it through again once that is mended', async () => {
    const { faults } = stack.stack;
    await faults.on('destination-down', { status: 400 });
    await stack.send({ type: '<odd>', id: 'redriven' });
    await visit('/events?q=redriven', 'Events');
    await rows().getByRole('link', { name: 'dead-lettered' }).waitFor();
    await faults.off();
    await openFromNavigation('Dead letters');
    await page.getByRole('button', { name: /^Send through again .* …$/ }).click();
    const dialog = page.getByRole('dialog', { name: /^Send through again/ });
    await dialog.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Send through again/ }).click();
    await page
      .getByRole('region', { name: 'Result' })
      .getByText(/^✓ 1 moved/)
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
    await visit('/events?q=redriven', 'Events');
    await rows().getByRole('link', { name: 'processed' }).waitFor();
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('a hostile webhook', () => {
  beforeAll(seedOnce);

  const find = async ({ type }: SentWebhook, outcome: string) => {
    await visit(`/events?type=${encodeURIComponent(type)}`, 'Events');
    await rows().getByRole('link', { name: outcome }).click();
  };
  const isUntouched = async () => {
    expect(await page.evaluate(`'${marker}' in window`)).toBe(false);
    expect(await page.locator('#app script, #app img').count()).toBe(0);
    expect(opened.takeTroubles()).toEqual([]);
  };

  it('stays text in its type, its id, its headers and its body', async () => {
    const { delivered } = hostileWebhooks;
    await find(delivered, 'processed');
    await inspector().getByRole('heading', { name: delivered.type }).waitFor();
    await inspector().getByRole('tab', { name: 'Body' }).click();
    await inspector().getByRole('button', { name: 'Show body' }).click();
    await inspector().getByLabel('Content of the body').getByText(attack).waitFor();
    await inspector().getByRole('tab', { name: 'Headers' }).click();
    await inspector().getByRole('table', { name: 'Headers' }).getByText(attack).waitFor();
    await isUntouched();
  });

  it('stays text in why it was refused, and its megabytes are cut', async () => {
    await find(hostileWebhooks.refused, 'dead-lettered');
    await inspector().getByText(attack).first().waitFor();
    await inspector().getByRole('tab', { name: 'Body' }).click();
    await inspector().getByRole('button', { name: 'Show body' }).click();
    await inspector()
      .getByText(/^▲ Cut:/)
      .waitFor();
    await inspector().getByRole('tab', { name: 'Attempts' }).click();
    await inspector().getByRole('tabpanel', { name: 'Attempts' }).waitFor();
    await isUntouched();
  });
});

describe('with webhooks of each end', () => {
  beforeAll(seedOnce);

  it.each(consolePages)('shows $title, in which axe finds nothing wrong', async ({ at, title }) => {
    await visit(at, title);
    expect(await findViolations(page)).toEqual([]);
    await takePictures(page, title.toLowerCase().replaceAll(' ', '-'));
    expect(await page.evaluate(`'${marker}' in window`)).toBe(false);
    expect(opened.takeTroubles()).toEqual([]);
  });

  it.each(['Journey', 'Attempts', 'Body', 'Headers', 'Trace'])(
    'shows %s of a webhook, in which axe finds nothing wrong',
    async (tab) => {
      await visit('/events?type=push', 'Events');
      await rows().getByRole('link', { name: 'push-0' }).click();
      await inspector().getByRole('tab', { name: tab }).click();
      const show = inspector().getByRole('button', { name: 'Show body' });
      if (tab === 'Body' || tab === 'Headers') await show.click();
      await settled(page, 'Events');
      expect(await findViolations(page)).toEqual([]);
      await takePictures(page, `webhook-${tab.toLowerCase()}`);
      expect(opened.takeTroubles()).toEqual([]);
    },
  );

  it('moves nothing for who wants less motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await visit('/events', 'Events');
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
});

describe('by the keyboard alone', () => {
  beforeAll(seedOnce);

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate<string>(
      '(({ id, ariaLabel, textContent }) => id || ariaLabel || textContent)(document.activeElement)',
    );

  /** No paint is between this key and what is asked for after it. */
  const pressAtOnce = (key: string) => `
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }));
    Promise.resolve().then(() => document.activeElement.id);
  `;

  it('skips the navigation, searches, opens a webhook and comes back to its row', async () => {
    await visit('/events', 'Events');
    await rows().getByRole('link').first().waitFor();
    await press('Tab');
    expect(await focused()).toBe('Skip to content');
    await press('Enter', '/');
    expect(await focused()).toBe('Search ids, types, reasons');
    await page.keyboard.type('push-');
    await press('Escape', 'j', 'j');
    const row = await page.evaluate<string>(pressAtOnce('k'));
    expect(row).toBe(await page.locator('a.event-row[data-cursor]').getAttribute('id'));
    await press('Enter');
    await inspector().waitFor();
    await press('Escape');
    await expect.poll(focused, { timeout: 15_000 }).toBe(row);
  });

  it('tells the keys, and gives the focus back', async () => {
    const row = await focused();
    await press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused()).toBe(row);
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('on a telephone', () => {
  beforeAll(() => page.setViewportSize({ width: 390, height: 800 }));
  afterAll(() => page.setViewportSize({ width: 1280, height: 800 }));

  const bar = () => page.getByRole('navigation', { name: 'Pages' });
  const more = () => bar().getByRole('button', { name: 'More' });
  const focused = () => page.evaluate<string>('document.activeElement.textContent');

  it('has five entries in its bar, all of them in sight', async () => {
    await visit('/', 'Overview');
    const names = await bar().getByRole('link').allInnerTexts();
    expect(names).toEqual(['Overview', 'Events', 'Dead letters', 'Alarms']);
    for (const entry of [...(await bar().getByRole('link').all()), more()]) {
      const { x = -1, width = 0 } = (await entry.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }
  });

  it('opens the others by the keyboard, and Escape leads back', async () => {
    await more().focus();
    await page.keyboard.press('Enter');
    await bar().getByRole('link', { name: 'Faults' }).waitFor();
    const names = await bar().getByRole('link').allInnerTexts();
    expect(names.toSorted()).toEqual(consolePages.map(({ title }) => title).toSorted());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Dashboards');
    await page.keyboard.press('Escape');
    await bar().getByRole('link', { name: 'Faults' }).waitFor({ state: 'hidden' });
    expect(await focused()).toBe('More');
    await more().click();
    await takePictures(page, 'more', [390]);
    expect(await findViolations(page, [390])).toEqual([]);
  });

  it('closes them behind who goes to one, and says where that is', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await visit('/', 'Overview');
    await more().click();
    await bar().getByRole('link', { name: 'Sources' }).click();
    await settled(page, 'Sources');
    await bar().getByRole('link', { name: 'Sources' }).waitFor({ state: 'hidden' });
    expect(await more().getAttribute('aria-current')).toBe('true');
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('a search in bodies', () => {
  beforeAll(seedOnce);

  it('is made when somebody asks for it, and shows the rows and no body', async () => {
    const answers: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/api/body-search')) answers.push(await response.text());
    });
    await visit('/events?q=SHOP/checkout', 'Events');
    await page.getByRole('heading', { name: 'No match' }).waitFor();
    expect(answers).toEqual([]);
    await page.getByRole('button', { name: /^Search the bodies of \d+ webhooks too$/ }).click();
    const said = () => page.getByText(/^Bodies: /).innerText();
    await expect.poll(said, { timeout: 15_000 }).toMatch(/^Bodies: 13 of \d+ have it/);
    await rows().getByRole('link', { name: 'push-0' }).waitFor();
    expect(await rows().getByRole('link').count()).toBe(13);
    expect(answers.join('')).not.toMatch(/shop\/checkout/i);
    expect(await findViolations(page)).toEqual([]);
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('a replay of several', () => {
  beforeAll(seedOnce);

  it('is made of what is selected, by the keyboard: planned, watched, and done by the server', async () => {
    await visit('/events?type=push&follow=0', 'Events');
    await rows().getByRole('link').first().waitFor();
    await page.getByRole('button', { name: /^Replay \d+ filtered …$/ }).waitFor();
    for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'x']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Replay 2 selected …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay 2 selected' });
    await dialog.getByText(/^2 of github, whose archive begins/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Replay 2 selected' }).click();
    await page.getByText('✓ It has ended').waitFor();
    await page.getByText('2 of 2 webhooks replayed').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await takePictures(page, 'replay');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await settled(page, 'Events');
    await page.getByRole('link', { name: 'Last replay: 2 of 2' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('the page of an alarm', () => {
  const book = () => page.getByRole('region', { name: 'Runbook' });

  it('runs its commands with all that they work on, and keeps them as a record', async () => {
    await visit('/alarms/dlq-not-empty', 'dlq-not-empty');
    const command = 'npx spillway dlq summary --stage local';
    await book()
      .getByRole('button', { name: `Run: ${command}` })
      .click();
    await book()
      .getByRole('textbox', { name: `Output of ${command}` })
      .waitFor();
    const end = book().getByRole('region', { name: 'Is it over?' });
    await end.getByRole('button').click();
    await end.getByText(/^(?:✓ It is over|▲ It is not over)\./).waitFor();
    await book().getByRole('button', { name: 'Show the record' }).click();
    const record = book().getByRole('textbox', { name: 'The record' });
    await record.waitFor();
    expect(await record.inputValue()).toMatch(
      /^# dlq-not-empty, stage dev, begun[\s\S]*dlq summary/,
    );
    expect(await findViolations(page)).toEqual([]);
    expect(opened.takeTroubles()).toEqual([]);
  });

  it('is shown too where the stage has no such alarm, and says so', async () => {
    await visit('/alarms/delivered-but-absent', 'delivered-but-absent');
    await page.getByText('This stage has no such alarm.').waitFor();
    await book()
      .getByRole('heading', { name: /^Runbook/ })
      .waitFor();
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('the time zone', () => {
  beforeAll(seedOnce);

  it('is UTC until somebody wants their own, on every page and from then on', async () => {
    const browserClock = await page.context().newCDPSession(page);
    await browserClock.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kolkata' });
    await visit('/events?type=push&follow=0', 'Events');
    const time = rows().locator('time').first();
    const at = Date.parse((await time.getAttribute('datetime')) ?? '');
    const clockAt = (ms: number) => new Date(ms).toISOString().slice(11, 23);
    expect(await time.textContent()).toBe(clockAt(at));
    await page.getByRole('button', { name: 'Local', exact: true }).click();
    await page.getByText('Time (local)').waitFor();
    expect(await time.textContent()).toBe(clockAt(at + 5.5 * 3_600_000));
    await page.reload();
    await page.getByText('Time (local)').waitFor();
    await page.getByText('Time', { exact: true }).click();
    await page.getByLabel('From (local)').fill('2026-01-01T05:30:00');
    await page.waitForURL((url) => url.searchParams.get('from') === '2026-01-01T00:00:00Z');
    await page.getByRole('button', { name: 'UTC', exact: true }).click();
    expect(await page.getByLabel('From (UTC)').inputValue()).toMatch(/^2026-01-01T00:00/);
    await browserClock.detach();
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('a page of another origin', () => {
  it('gets nothing of the console and changes nothing in a browser that is signed in', async () => {
    const other = await startHttpReceiver();
    other.answer = (response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<form method="post" action="${stack.origin}/api/send"><button>Win</button></form>`);
    const foreign = await page.context().newPage();
    try {
      await foreign.goto(other.url);
      expect(await tryFromOutside(foreign, stack.origin)).toEqual({
        ...{ read: 'failed', written: 'failed', writtenWithToken: 'failed', script: 'failed' },
      });
      await foreign.getByRole('button', { name: 'Win' }).click();
      await foreign.getByText('The console answers its own page only.').waitFor();
    } finally {
      await foreign.close();
      await other.stop();
    }
  });
});

it('is led into by a link of another site, as in a chat', async () => {
  const other = await startHttpReceiver();
  other.answer = (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<a href="${stack.origin}/alarms">Alarm</a> <a href="${stack.url}">Console</a>`);
  const foreign = await page.context().newPage();
  try {
    for (const [link, title] of [
      ['Alarm', 'Alarms'],
      ['Console', 'Overview'],
    ] as const) {
      // To a browser, this is another site than 127.0.0.1.
      await foreign.goto(other.url.replace('127.0.0.1', 'localhost'));
      await foreign.getByRole('link', { name: link }).click();
      await settled(foreign, title);
    }
  } finally {
    await foreign.close();
    await other.stop();
  }
});

describe('what the page does not know', () => {
  it.each(['alarms', 'dashboards', 'sources', 'events', 'dead-letters', 'redrives'])(
    'is said of an address of %s in which a percent sign means nothing',
    async (name) => {
      await page.goto(`${stack.origin}/${name}/50%25-%E2%82`);
      await page.goto(`${stack.origin}/${name}/%`);
      await eventually('the page says something', async () => {
        const text = await page.getByRole('main').innerText();
        return text.trim() !== '' && !text.includes('can’t be shown');
      });
      expect(opened.takeTroubles()).toEqual([]);
    },
  );

  it('is said of an answer, as of a stage of another version, and its navigation stays', async () => {
    await page.route('**/api/routes', (route) => route.fulfill({ json: { sources: 5 } }));
    await page.goto(`${stack.origin}/routes`);
    await page.getByText('This page can’t be shown').waitFor();
    await page.unroute('**/api/routes');
    await openFromNavigation('Overview');
    await openFromNavigation('Routes');
    expect(opened.takeTroubles()).toEqual([]);
  });
});

describe('a long list', () => {
  it('leaves the list where it is when a row of it is opened and closed', async () => {
    const list = page.locator('.windowed');
    const top = () => list.evaluate(({ scrollTop }) => scrollTop);
    await visit('/events', 'Events');
    for (let sent = 0; sent < 60; sent++) await stack.send({ type: 'watch', id: `long-${sent}` });
    await rows().getByRole('link', { name: 'long-59' }).waitFor();
    await list.evaluate((box) => box.scrollTo(0, 640));
    await page.waitForURL(/[?&]follow=0/);
    await rows().getByRole('link', { name: 'long-30' }).click();
    await inspector().waitFor();
    expect(await top()).toBe(640);
    await inspector().getByRole('button', { name: 'Close the webhook' }).click();
    await inspector().waitFor({ state: 'hidden' });
    expect(await top()).toBe(640);
    expect(opened.takeTroubles()).toEqual([]);
  });
});
