import { expect, it } from 'vitest';
import type { DrawnRoute } from '../../../server/endpoints/read-routes.ts';
import { layoutPicture } from './layout-picture.ts';

const route = (name: string, given: Partial<DrawnRoute>): DrawnRoute => ({
  ...{ name, conditions: [], to: [], hasHandler: false, hasTransform: false, ...given },
});

const picture = {
  sources: ['github', 'stripe'].map((name) => ({ name, title: name })),
  routes: [
    route('pushes', { sources: ['github'], to: ['app'] }),
    route('all', { to: ['app', 'audit'], hasHandler: true }),
    route('old', { sources: ['gone'], to: ['app'] }),
  ],
  destinations: ['app', 'audit'].map((name) => ({ name, type: 'http' })),
};

it('leads from each source that a route takes to each place that it goes to', () => {
  const { lines } = layoutPicture(picture);
  expect(lines.map(({ from, to }) => `${from} > ${to}`)).toEqual([
    'source github > route pushes',
    'route pushes > destination app',
    'source github > route all',
    'source stripe > route all',
    'route all > destination app',
    'route all > destination audit',
    'route all > handler all',
    'route old > destination app',
  ]);
});

it('lets no two boxes lie on each other, and none outside', () => {
  const { boxes, width, height } = layoutPicture(picture);
  const all = [...boxes.values()];
  expect(all).toHaveLength(8);
  const places = new Set(all.map(({ x, y }) => `${x} ${y}`));
  expect(places.size).toBe(8);
  for (const box of all) {
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect([box.y >= 0, box.y + 48 <= height]).toEqual([true, true]);
  }
});
