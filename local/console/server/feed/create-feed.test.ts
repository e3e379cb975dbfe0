import { expect, it } from 'vitest';
import { eventually } from '../../../../test/factories/eventually.ts';
import { createFeed, type LineSource, type TimedLine } from './create-feed.ts';
import type { FeedFrame } from './webhook-feed.ts';

const start = Date.parse('2026-11-26T08:00:00.000Z');

function accepted(key: string, at: number): TimedLine {
  const fields = { message: 'webhook accepted', source: 'github', trackingId: key };
  return { at, line: JSON.stringify({ level: 'INFO', ...fields, durationMs: 0 }) };
}

/** Lines of before, and a way to write others. */
function sourceOf(before: readonly TimedLine[]) {
  const followers = new Set<(line: TimedLine) => void>();
  let reads = 0;
  const source: LineSource = {
    async *read() {
      reads += 1;
      yield* before;
    },
    follow(onLine) {
      followers.add(onLine);
      return () => followers.delete(onLine);
    },
  };
  const write = (line: TimedLine) => {
    for (const follower of followers) follower(line);
  };
  return { source, write, isFollowed: () => followers.size > 0, reads: () => reads };
}

const keysIn = (frames: readonly FeedFrame[]) =>
  frames.flatMap(({ rows }) => rows.map(({ key }) => key));

it('reads nothing before somebody looks, and nothing once nobody does', async () => {
  const { source, write, isFollowed, reads } = sourceOf([accepted('old', start)]);
  const feed = createFeed(source);
  expect([isFollowed(), reads()]).toEqual([false, 0]);
  const frames: FeedFrame[] = [];
  const end = feed.subscribe((frame) => frames.push(frame), expect.unreachable);
  write(accepted('new', start + 1));
  await eventually('both are told', () => keysIn(frames).length === 2);
  end();
  expect([isFollowed(), reads()]).toEqual([false, 1]);
});

it('counts its frames, so that a page knows when it missed one', async () => {
  const { source, write } = sourceOf([accepted('old', start)]);
  const feed = createFeed(source);
  const frames: FeedFrame[] = [];
  feed.subscribe((frame) => frames.push(frame), expect.unreachable);
  await eventually('what came before is told', () => frames.length === 1);
  const { number, rows } = await feed.snapshot();
  expect([number, rows.map(({ key }) => key)]).toEqual([frames[0]?.number, ['old']]);
  write(accepted('a', start + 1));
  write(accepted('b', start + 2));
  await eventually('the next frame comes', () => frames.length === 2);
  expect([frames[1]?.number, keysIn(frames.slice(1))]).toEqual([number + 1, ['a', 'b']]);
  expect(feed.find('a')).toMatchObject({ outcome: 'in-flight', source: 'github' });
  feed.stop();
});

it('says why lines can’t be read', async () => {
  const { source } = sourceOf([]);
  const broken: LineSource = {
    ...source,
    // biome-ignore lint/correctness/useYield: it fails before its first line.
    async *read() {
      throw new Error('denied');
    },
  };
  const feed = createFeed(broken);
  const troubles: string[] = [];
  feed.subscribe(
    () => expect.unreachable(),
    (why) => troubles.push(why),
  );
  await eventually('the trouble is told', () => troubles.length === 1);
  expect(troubles).toEqual(['denied']);
  feed.stop();
});
