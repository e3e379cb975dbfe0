import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** 1280 pixels at 200 %. */
const zoomed = 640;
const rules = [...['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']];

/**
 * What axe finds wrong in the page as it is, in both colour schemes, and where it is wider than its window. A scheme
 * changes colours only, so that the dark one is asked for contrast only.
 */
export async function findViolations(
  page: Page,
  widths: readonly number[] = [1280, 390],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
    found.push(...(await analyze(page, `${width} light`, (axe) => axe.withTags(rules))));
    found.push(...(await findTooWide(page, width)));
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await analyze(page, `${width} dark`, (axe) => axe.withRules('color-contrast'))));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: zoomed, height: 800 });
  found.push(...(await findTooWide(page, zoomed)));
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

async function findTooWide(page: Page, width: number): Promise<readonly string[]> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  return wide > width ? [`${width}: ${wide} pixels wide`] : [];
}

async function analyze(page: Page, how: string, asked: (axe: AxeBuilder) => AxeBuilder) {
  const { violations } = await asked(new AxeBuilder({ page }).setLegacyMode()).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${how}: ${id}: ${html.slice(0, 200)}: ${failureSummary}`,
    ),
  );
}
