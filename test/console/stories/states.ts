import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../find-violations.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import { settled } from '../settled.ts';
import type { ConsoleStack } from '../start-console-stack.ts';
import { takePictures } from '../take-pictures.ts';

const patiently = { timeout: 40_000 };

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

const rows = () => page.getByRole('list', { name: 'Webhooks, the newest first' });
const inform = () => page.getByRole('alert').filter({ hasText: 'Disconnected' });

/** What is not there: not yet, not now, and not any more. */
export function tellOfStates(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack, opened, page } = at);
    await stack.send({ type: 'push', id: 'before' });
  });

  describe('a part of a page', () => {
    it('that is still read keeps its place, while others are there', async () => {
      const held = Promise.withResolvers<void>();
      await page.route('**/api/overview', async (route) => {
        await held.promise;
        await route.continue();
      });
      await page.goto(`${stack.origin}/`);
      const busy = page.locator('[aria-busy=true]');
      await busy.first().waitFor();
      await page.getByRole('heading', { name: 'Last failures' }).waitFor();
      expect(await findViolations(page, [390])).toEqual([]);
      held.resolve();
      await settled(page, 'Overview');
      await page.unrouteAll();
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('that can’t be read says why, while others live, and is read again by a click', async () => {
      await page.route('**/api/overview', (route) => route.abort());
      await page.goto(`${stack.origin}/`);
      const failed = page.getByRole('alert').filter({ hasText: 'The console does not answer.' });
      await failed.waitFor();
      await page.getByRole('heading', { name: 'Last failures' }).waitFor();
      expect(await findViolations(page, [390])).toEqual([]);
      await page.unrouteAll();
      await failed.getByRole('button', { name: 'Try again' }).click();
      await failed.waitFor({ state: 'detached' });
      await page.getByRole('table').first().waitFor();
      // The browser tells of each request that failed.
      opened.takeTroubles();
    });
  });

  describe('a filter that nothing matches', () => {
    it.each([
      ['/events?q=nowhere', 'Events', 'Clear filters'],
      ['/alarms?q=nowhere', 'Alarms', 'Clear filters'],
      ['/faults?q=nowhere', 'Faults', 'Clear search'],
    ])('on %s says so, and is cleared by a click', async (at, title, clear) => {
      await opened.visit(at, title);
      await page.getByRole('button', { name: clear }).first().click();
      await page.waitForURL((url) => url.search === '');
      await page.getByRole('button', { name: clear }).first().waitFor({ state: 'detached' });
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('while the stack is gone', () => {
    it('keeps what it shows, says of when that is, and goes on by itself', async () => {
      await opened.visit('/events', 'Events');
      await rows().getByRole('link', { name: 'before' }).waitFor();
      await stack.stopConsole();
      await inform()
        .getByText(/^Disconnected: this was shown at \d\d:\d\d:\d\d UTC\. Start it again/)
        .waitFor();
      await rows().getByRole('link', { name: 'before' }).waitFor();
      expect(await findViolations(page, [390])).toEqual([]);
      await takePictures(page, 'stale');
      await stack.startConsoleAgain();
      await inform().waitFor({ ...patiently, state: 'detached' });
      await stack.send({ type: 'push', id: 'after' });
      await rows().getByRole('link', { name: 'after' }).waitFor();
      // What changes something takes the new console's own token.
      await opened.choose('Faults');
      await page.getByRole('switch', { name: 'table-slow' }).click();
      const banner = page.getByRole('region', { name: 'Faults that are on' });
      await banner.waitFor();
      await page.getByRole('button', { name: 'Switch off' }).click();
      await banner.waitFor({ state: 'detached' });
      expect(stack.stack.faults.current()).toEqual([]);
      opened.takeTroubles();
    });

    it('reads again what it had read before, on pages that else are read once', async () => {
      await opened.choose('Dead letters');
      await page.getByText('There are no dead letters.').waitFor();
      await stack.stopConsole();
      await inform().waitFor();
      await stack.send({ type: 'issues', id: 'meanwhile', body: '{"why":"meanwhile"}' });
      await stack.startConsoleAgain();
      await page.getByRole('row').filter({ hasText: 'meanwhile' }).waitFor(patiently);
      opened.takeTroubles();
    });

    it('sends a browser that it does not know to the address that was printed', async () => {
      await page.context().clearCookies();
      await stack.stopConsole();
      await stack.startConsoleAgain();
      await inform().getByText('open the address that it has printed').waitFor(patiently);
      await page.goto(stack.url);
      await settled(page, 'Overview');
      await inform().waitFor({ state: 'detached' });
      opened.takeTroubles();
    });
  });
}
