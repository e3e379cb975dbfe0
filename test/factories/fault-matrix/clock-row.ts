import type { Row } from './row.ts';

/**
 * AWS refuses what a wrong clock signed, and the SDK corrects itself. So do we, by the same answers: a destination
 * would refuse what seems to be signed ten minutes ago, or in ten minutes.
 */
export const clockRow: Row = {
  name: 'clock',
  title: 'clock 10 min off',
  group: 'refused',
  by: 'api',
  ends: 'processed',
  seenAtMost: 1,
  run: async (cell) => {
    await cell.on('clock-skew', {
      seconds: cell.atSize({ single: 600, ten: -600, thousand: 600 }),
    });
    await cell.send();
    await cell.until('webhooks arrive', () => cell.arrivals().size > 0);
  },
};
