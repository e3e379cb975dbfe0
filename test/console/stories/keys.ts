import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../find-violations.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import type { ConsoleStack } from '../start-console-stack.ts';

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

const inspector = () => page.getByRole('region', { name: 'Webhook', exact: true });
const button = (name: string | RegExp) => page.getByRole('button', { name });
/** The key of a source: its age, another one, and the end of the old one. */
export function tellOfKeys(at: OpenConsole): void {
  beforeAll(() => {
    ({ stack, opened, page } = at);
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
        .first()
        .click();
      await inspector()
        .getByText(/old secret|retired/i)
        .first()
        .waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
