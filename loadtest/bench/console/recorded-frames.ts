import type { FeedFrame, WebhookFeed } from '../../../local/console/server/feed/webhook-feed.ts';
import type { WebhookRow } from '../../../local/console/server/feed/webhook-row.ts';

const framesPerSecond = 10;
/** As many as the page keeps. */
const kept = 10_000;

/** A feed that has 10,000 rows, and tells of so many new ones each second; each comes in flight and ends a frame later. */
export function createRecordedFeed(rowsPerSecond: number): WebhookFeed {
  const perFrame = rowsPerSecond / framesPerSecond;
  const startedAt = Date.now();
  let number = 0;
  const endedIn = (frame: number) => rowsOf(frame).map(end);
  const rowsOf = (frame: number) =>
    Array.from({ length: perFrame }, (_, place) => {
      const at = startedAt + (frame * 1000 + (place * 1000) / perFrame) / framesPerSecond;
      return arrival(frame * perFrame + place, Math.floor(at));
    });
  return {
    find: () => undefined,
    snapshot: async () => {
      const frames = Array.from({ length: kept / perFrame }, (_, back) => number - back);
      return { number, isReadingBefore: false, rows: frames.reverse().flatMap(endedIn) };
    },
    subscribe(onFrame) {
      const tell = setInterval(() => {
        number += 1;
        const rows = [...endedIn(number - 1), ...rowsOf(number)];
        onFrame({ number, isReadingBefore: false, rows } satisfies FeedFrame);
      }, 1000 / framesPerSecond);
      return () => clearInterval(tell);
    },
  };
}

const types = ['push', 'issues', 'pull_request', 'star', 'check_run'];

function arrival(number: number, at: number): WebhookRow {
  const id = `0b1d6d80-6a0f-11f1-8d5e-${String(1e11 + number).padStart(12, '0')}`;
  return {
    ...{ key: `1-${id}`, at, outcome: 'in-flight', source: 'github' },
    ...{ type: types.at(number % types.length), deliveryId: id, destinations: [] },
  } as WebhookRow;
}

const ends = ['processed', 'processed', 'processed', 'duplicate', 'filtered'] as const;

function end(row: WebhookRow, place: number): WebhookRow {
  const outcome = ends[place % ends.length] ?? 'processed';
  return { ...row, outcome, destinations: ['app', 'audit'], latencyMs: 40 + (place % 60) };
}
