import { GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDashboard, type Widget } from '../../factories/dashboard-body.ts';
import { eventually } from '../../factories/eventually.ts';
import type { OpenConsole } from '../open-console.ts';
import type { OpenedPage } from '../open-page.ts';
import type { ConsoleStack } from '../start-console-stack.ts';

const names = ['overview', 'pipeline'] as const;
const accepted = 7;
const refused = 2;

let stack: ConsoleStack;
let opened: OpenedPage;
let page: Page;

/** The widgets of a dashboard as it was synthesized, in the order in which they are read. */
async function widgetsOf(name: string): Promise<readonly Widget[]> {
  const { DashboardBody = '' } = await stack.clients.cloudWatch.send(
    new GetDashboardCommand({ DashboardName: `spillway-dev-${name}` }),
  );
  return readDashboard(DashboardBody).widgets.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

const boxes = () => page.locator('.dashboard-grid > section');
const graph = (title: string) => page.getByRole('region', { name: title, exact: true });
const plotOf = (title: string) => graph(title).locator('.u-over');
const [one, other] = ['Webhooks, by what became of them', 'Rejected, by reason'] as const;

async function isDrawn(box: Locator, widget: Widget): Promise<void> {
  const { type, properties } = widget;
  if (type === 'text') return await hasWordsOf(box, properties.markdown);
  await box.getByText(properties.title, { exact: true }).first().waitFor();
  if (type === 'alarm') {
    const { length } = properties.alarms;
    return eventually('all alarms', async () => (await box.getByRole('link').count()) === length);
  }
  if (type === 'log') {
    await box.getByRole('table').or(box.getByText('No lines in this time.')).waitFor();
    return;
  }
  const picture = box.getByRole('img', { name: `${properties.title}: graph of` });
  await picture.or(box.getByText('– No data in this time')).waitFor();
}

/** Markdown's signs are gone, its words are not. */
async function hasWordsOf(box: Locator, markdown: string): Promise<void> {
  const wordsOf = (text: string) => text.match(/[\p{L}\d]+/gu) ?? [];
  const shown = new Set(wordsOf(await box.innerText()));
  const wanted = wordsOf(markdown.replaceAll(/\]\([^)]*\)/g, ']'));
  expect(wanted.filter((word) => !shown.has(word))).toEqual([]);
}

async function boxOf(title: string) {
  const box = await plotOf(title).boundingBox();
  if (box === null) throw new Error(`${title} is not drawn`);
  return box;
}

/** Dashboards as they were deployed, and what one does with a graph. */
export function tellOfDashboards(at: OpenConsole): void {
  beforeAll(async () => {
    ({ stack, opened, page } = at);
    const statuses = await Promise.all([
      ...Array.from({ length: accepted }, (_, n) => stack.send({ type: 'push', id: `push-${n}` })),
      ...Array.from({ length: refused }, (_, n) =>
        stack.send({ type: 'push', id: `not-${n}`, secret: 'of somebody else' }),
      ),
    ]);
    expect(statuses.filter((status) => status === 202)).toHaveLength(accepted);
  });

  describe.each(names)('the dashboard %s', (name) => {
    it('draws each widget of the template, in its order', async () => {
      // Graphs are drawn where they are seen.
      await page.setViewportSize({ width: 1280, height: 10_000 });
      await opened.visit(`/dashboards/${name}`, 'Dashboards');
      const widgets = await widgetsOf(name);
      expect(widgets.length).toBeGreaterThan(10);
      await eventually('all are there', async () => (await boxes().count()) === widgets.length);
      for (const [index, widget] of widgets.entries()) await isDrawn(boxes().nth(index), widget);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(opened.takeTroubles()).toEqual([]);
    });
  });

  describe('a graph', () => {
    beforeAll(async () => {
      await page.setViewportSize({ width: 1280, height: 4000 });
      await opened.visit('/dashboards/overview', 'Dashboards');
      for (const title of [one, other]) await plotOf(title).waitFor();
    });

    it('has a table of its values, which are those of the stage', async () => {
      await page.getByRole('button', { name: `Table: ${one}` }).click();
      const table = page.getByRole('region', { name: `${one}: values` }).getByRole('table');
      const sums = async () => {
        const heads = await table.getByRole('columnheader').allInnerTexts();
        const rows = await table.locator('tbody tr').all();
        const cells = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
        const sum = (name: string) => {
          const column = heads.indexOf(name);
          return cells.reduce((total, row) => total + (Number(row[column]) || 0), 0);
        };
        return [sum('accepted'), sum('rejected'), sum('processed')];
      };
      await expect.poll(sums, { timeout: 40_000 }).toEqual([accepted, refused, accepted]);
      await page.getByRole('button', { name: `Table: ${one}` }).click();
      await plotOf(one).waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('shares its cursor, with the time, with all others', async () => {
      const box = await boxOf(one);
      const timeOf = (title: string) =>
        graph(title).locator('.graph-units .graph-value').innerText();
      await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
      await expect.poll(() => timeOf(one), { timeout: 40_000 }).toMatch(/^\d\d:\d\d/);
      expect(await timeOf(other)).toBe(await timeOf(one));
      const left = async (title: string) => {
        const cursor = await graph(title).locator('.u-cursor-x').boundingBox();
        return Math.round((cursor?.x ?? 0) - (await boxOf(title)).x);
      };
      expect(Math.abs((await left(one)) - box.width * 0.7)).toBeLessThan(3);
      expect(await left(other)).toBeGreaterThan(0);
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('is looked at closer by dragging, with all others, and left by a double click', async () => {
      const asked: URL[] = [];
      page.on('request', (request) => asked.push(new URL(request.url())));
      const { x, y, width, height } = await boxOf(one);
      const middle = y + height / 2;
      await page.mouse.move(x + width * 0.75, middle);
      await page.mouse.down();
      await page.mouse.move(x + width * 0.998, middle, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/[?&]from=/);
      const { searchParams } = new URL(page.url());
      const [from, to] = ['from', 'to'].map((end) => Date.parse(searchParams.get(end) ?? ''));
      // A quarter of three hours, as well as pixels tell.
      expect(((to ?? 0) - (from ?? 0)) / 60_000).toBeCloseTo(45, -1);
      const isAsked = () =>
        asked.some(
          ({ pathname, searchParams: query }) =>
            pathname.endsWith('/metrics') && Date.parse(query.get('from') ?? '') === from,
        );
      await eventually('the values of that time are read', isAsked);
      await page.getByRole('button', { name: 'Back to 3h' }).waitFor();
      // On a slow machine what was sent is older than that by now.
      await plotOf(one).or(graph(one).getByText('– No data in this time')).dblclick();
      await page.waitForURL((url) => !url.searchParams.has('from'));
      await page.getByRole('button', { name: 'Back to 3h' }).waitFor({ state: 'detached' });
      expect(opened.takeTroubles()).toEqual([]);
    });

    it('looks back as far as is chosen, from now or between two times', async () => {
      await page.getByRole('button', { name: '12h', exact: true }).click();
      await page.waitForURL(/[?&]range=12h/);
      await page.getByRole('button', { name: 'Custom' }).click();
      await page.getByLabel('From (UTC)').fill('2026-01-01T00:00');
      await page.getByLabel('to', { exact: true }).fill('2025-12-31T00:00');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page
        .getByRole('alert')
        .getByText('The first time has to be before the second.')
        .waitFor();
      await page.getByLabel('to', { exact: true }).fill('2026-01-01T06:00');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.waitForURL(/[?&]from=2026-01-01T00%3A00/);
      // Nothing was measured then: that is no zero.
      await graph(one).getByText('– No data in this time').waitFor();
      await graph(one).getByText('– No data in this time').dblclick();
      await page.waitForURL(/[?&]range=12h$/);
      await plotOf(one).waitFor();
      expect(opened.takeTroubles()).toEqual([]);
    });
  });
}
