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

async function play(pair: readonly [Drill, Drill]) {
  const shell = await started.openShell();
  const page = '## Mitigation\nNothing to be run.\n';
  return playGameDay(pair, started.on, {
    ...{ drills: pair, shell, signal, say: () => undefined },
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

it('fails where the pages do not end it', async () => {
  const result = await play([drill('queue-age', []), drill('api-5xx', [])]);
  expect(result.visits.every(({ endedIncident }) => !endedIncident)).toBe(true);
  expect(result.visits.every(({ clearedSeconds }) => clearedSeconds === undefined)).toBe(true);
  expect(result.failures).toHaveLength(1);
});
