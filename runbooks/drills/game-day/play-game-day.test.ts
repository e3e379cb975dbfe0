import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseRunbookPage } from '../../pages/read-runbook-page.ts';
import type { Drill, Mitigation } from '../drill.ts';
import { type DrillFixture, startDrillFixture } from '../drill-fixture.ts';
import { playGameDay } from './play-game-day.ts';

const { signal } = new AbortController();
let started: DrillFixture;

beforeEach(async () => {
  started = await startDrillFixture({ 'queue-age': 2, 'api-5xx': 1 });
});

afterEach(() => started.stop());

/** @param mitigation what the alarm's page does about it */
const drill = (alarm: string, mitigation: readonly Mitigation[]): Drill => ({
  ...{ alarm, setup: { name: 'fake' }, inject: [started.set(alarm, 1)], mitigation },
  ...{ detectSeconds: 240, clearSeconds: 120 },
});

async function play(
  pair: readonly [Drill, Drill],
  on = started.on,
  drills: readonly Drill[] = pair,
) {
  const shell = await started.openShell();
  const page = '## Mitigation\nNothing to be run.\n';
  return playGameDay(pair, on, {
    ...{ drills, shell, signal, say: () => undefined },
    readPage: (name) => parseRunbookPage(name, page),
  });
}

const visited = ({ visits }: Awaited<ReturnType<typeof play>>) =>
  visits.map(({ page, endedIncident }) => [page, endedIncident]);

it('follows the page of what fires first, then that of what is left', async () => {
  const result = await play([
    drill('queue-age', [started.set('queue-age', 0)]),
    drill('api-5xx', [started.set('api-5xx', 0)]),
  ]);
  expect(visited(result)).toEqual([
    ['api-5xx', false],
    ['queue-age', true],
  ]);
  expect(result).toMatchObject({ failures: [], books: { residue: 0 } });
  expect(result.visits[0]?.clearedSeconds).toBeLessThanOrEqual(240);
});

it('says that the first page ended all, where the causes of both alarms are its own', async () => {
  const calm = [started.set('api-5xx', 0), started.set('queue-age', 0)];
  const second = { ...drill('queue-age', []), siblings: ['api-5xx'] };
  const result = await play([drill('api-5xx', ['end', ...calm]), second]);
  expect(visited(result)).toEqual([['api-5xx', true]]);
  expect(result.failures).toEqual([]);
});

it('does what the page of a third alarm says of healthy webhooks, not of those of its own drill', async () => {
  const cause = { ...drill('freshness-burn', []), inject: [started.set('api-5xx', 1)] };
  const second = { ...cause, siblings: ['api-5xx'] };
  const sentAgain = ['end', started.set('api-5xx', 0)] as const;
  const third = { ...drill('api-5xx', [{ step: 'Give up' }]), asSibling: sentAgain };
  const first = drill('queue-age', [started.set('queue-age', 0)]);
  const result = await play([first, second], started.on, [first, third]);
  expect(visited(result)).toEqual([
    ['api-5xx', false],
    ['queue-age', true],
  ]);
  expect(result.failures).toEqual([]);
});

it('takes what commands broke for wrong until the commands of a page have mended it', async () => {
  const order: string[] = [];
  const note = (says: string) => ({ says, call: async () => void order.push(says) });
  const mend = [{ run: 'npx spillway dlq summary' }, note('mended'), started.set('queue-age', 0)];
  const inject = [note('injected'), started.set('queue-age', 1)];
  const second = { ...drill('queue-age', mend), inject, siblings: ['api-5xx'] };
  const first = drill('api-5xx', ['end', started.set('api-5xx', 0)]);
  const jump = async () => void order.push('jumped');
  const result = await play([first, second], { ...started.on, jump });
  expect(result.failures).toEqual([]);
  expect(visited(result)).toEqual([
    ['api-5xx', false],
    ['queue-age', true],
  ]);
  // It would have jumped had it believed that nothing was wrong.
  const from = order.indexOf('injected');
  expect(order.slice(from, from + 2)).toEqual(['injected', 'mended']);
});

it('jumps over a window of hours, and only once nothing is wrong any more', async () => {
  const order: string[] = [];
  const jump = async (seconds: number) => {
    order.push(`${seconds} s`);
    if (order.includes('mended')) await started.set('queue-age', 0).call();
  };
  const note = (says: string) => ({ says, call: async () => void order.push(says) });
  const mend = [started.set('api-5xx', 0), note('mended')];
  const inject = [note('injected'), started.set('queue-age', 1)];
  const second = { ...drill('queue-age', []), inject, siblings: ['api-5xx'] };
  const result = await play([drill('api-5xx', ['end', ...mend]), second], { ...started.on, jump });
  expect(visited(result)).toEqual([['api-5xx', true]]);
  const from = order.indexOf('injected');
  expect(order.slice(from, from + 3)).toEqual(['injected', 'mended', '900 s']);
});

it('fails where the pages do not end it', async () => {
  const result = await play([drill('queue-age', []), drill('api-5xx', [])]);
  expect(result.visits.every(({ endedIncident }) => !endedIncident)).toBe(true);
  expect(result.visits.every(({ clearedSeconds }) => clearedSeconds === undefined)).toBe(true);
  expect(result.failures).toHaveLength(1);
});
