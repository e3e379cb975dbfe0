import type { Page } from 'playwright-core';
import { eventually } from '../factories/eventually.ts';

/** Waits until a page shows what it reads: its heading is there, and nothing is being read. */
export async function settled(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  const busy = page.locator('[aria-busy=true]');
  await eventually(`${title} has read everything`, async () => (await busy.count()) === 0);
}
