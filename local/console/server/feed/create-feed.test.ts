import { expect, it } from 'vitest';
import { eventually } from '../../../../test/factories/eventually.ts';
import { createFeed, type LineSource, type TimedLine } from './create-feed.ts';
import type { FeedFrame } from './webhook-feed.ts';

const start = Date.now() - 30_000;

function accepted(key: string, at: number): TimedLine {
  const fields = { message: 'webhook accepted', source: 'github', trackingId: key };
  return { at, line: JSON.stringify({ level: 'INFO', ...fields, durationMs: 0 }) };
}

/** Lines of before, and a way to write others. */
function sourceOf(before: readonly TimedLine[]) {
  const followers = new Set<(line: TimedLine) => void>();
  let reads = 0;
  const source: LineSource = {
    async *read({ since, until }) {
      reads += 1;
      yield* before.filter(({ at }) => at >= since && at < until);
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

it('looks back in steps, the latest first, until it has enough', async () => {
  const { source } = sourceOf([]);
  const ages: number[] = [];
  const busy = (perMinute: number): LineSource => ({
    ...source,
    async *read({ since, until }) {
      ages.push(Math.round((Date.now() - since) / 60_000));
      const count = ((until - since) / 60_000) * perMinute;
      for (let index = 0; index < count; index += 1) yield accepted(`${since} ${index}`, since);
    },
  });
  for (const [perMinute, steps] of [
    [100, [1, 5, 15]],
    [600, [1, 5]],
    [6000, [1]],
  ] as const) {
    ages.length = 0;
    const feed = createFeed(busy(perMinute));
    const frames: FeedFrame[] = [];
    feed.subscribe((frame) => frames.push(frame), expect.unreachable);
    await eventually('all steps are told', () => keysIn(frames).length >= steps.length * 100);
    expect(ages).toEqual(steps);
    feed.stop();
  }
});

it('reads nothing before somebody looks, and nothing once nobody does', async () => {
  const { source, write, isFollowed, reads } = sourceOf([accepted('old', start)]);
  const feed = createFeed(source);
  expect([isFollowed(), reads()]).toEqual([false, 0]);
  const frames: FeedFrame[] = [];
  const end = feed.subscribe((frame) => frames.push(frame), expect.unreachable);
  write(accepted('new', start + 1));
  await eventually('both are told', () => keysIn(frames).length === 2);
  end();
  expect([isFollowed(), reads()]).toEqual([false, 3]);
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
  const troubles: (string | undefined)[] = [];
  const ends: boolean[] = [];
  feed.subscribe(
    ({ isReadingBefore }) => ends.push(isReadingBefore),
    (why) => troubles.push(why),
  );
  await eventually('the trouble is told', () => troubles.length === 1);
  expect(troubles).toEqual(['denied']);
  await eventually('the look back is over', () => ends.length === 1);
  expect(ends).toEqual([false]);
  feed.stop();
});

it('looks back again where it could not, as before a stage was deployed', async () => {
  const { source } = sourceOf([accepted('old', start)]);
  let isDeployed = false;
  const late: LineSource = {
    ...source,
    async *read(stretch, signal) {
      if (!isDeployed) throw new Error('no such log group');
      yield* source.read(stretch, signal);
    },
  };
  const feed = createFeed(late, { pauseMs: 1, explain: () => 'It is not deployed.' });
  const frames: FeedFrame[] = [];
  const troubles: (string | undefined)[] = [];
  feed.subscribe(
    (frame) => frames.push(frame),
    (why) => troubles.push(why),
  );
  await eventually('the trouble is told', () => troubles.length > 1);
  expect(new Set(troubles)).toEqual(new Set(['It is not deployed.']));
  isDeployed = true;
  await eventually('what came before is told', () => keysIn(frames).includes('old'));
  feed.stop();
});

it('tells a page that there are none only once it has looked back', async () => {
  const { source } = sourceOf([]);
  const opened = Promise.withResolvers<void>();
  const slow: LineSource = {
    ...source,
    // biome-ignore lint/correctness/useYield: it has no line.
    async *read() {
      await opened.promise;
    },
  };
  const feed = createFeed(slow);
  const frames: FeedFrame[] = [];
  feed.subscribe((frame) => frames.push(frame), expect.unreachable);
  expect(await feed.snapshot()).toMatchObject({ isReadingBefore: true, rows: [] });
  opened.resolve();
  await eventually('the look back is over', () => frames.length === 1);
  expect(frames).toEqual([{ number: 1, isReadingBefore: false, rows: [] }]);
  feed.stop();
});
