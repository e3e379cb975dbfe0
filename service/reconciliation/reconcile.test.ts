import { describe, expect, it } from 'vitest';
import { DeliveryLogError } from '../errors.ts';
import { mostAsks } from './decision.ts';
import type { Findings } from './findings.ts';
import { reconcile } from './reconcile.ts';
import { aSender } from './reconciliation-fixture.ts';

type World = ReturnType<typeof aSender>;

/** A run, after which five minutes pass. */
async function run(world: World) {
  await reconcile(world.ports());
  world.pass(5);
  return world.reports.at(-1) as Findings;
}

async function runs(world: World, times: number) {
  const all = [];
  for (let n = 0; n < times; n++) all.push(await run(world));
  return all;
}

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe('what the sender could not deliver', () => {
  it('is asked for once, and has arrived by the next run', async () => {
    const world = aSender();
    for (const id of ['a', 'b', 'c']) world.send(id);
    for (const id of ['x', 'y']) world.send(id, { outcome: 'failed' });
    world.pass(10);
    const first = await run(world);
    expect(idsOf(first.asked).toSorted()).toEqual(['x', 'y']);
    expect(first.rows).toMatchObject({ read: 5, ours: 3 });
    const second = await run(world);
    expect(second.ended.map(({ id, end }) => [id, end]).toSorted()).toEqual([
      ['x', 'arrived'],
      ['y', 'arrived'],
    ]);
    await runs(world, 30);
    expect(world.asked).toHaveLength(2);
  });

  it('is left alone where it came all the same, too late for the sender', async () => {
    const world = aSender();
    world.send('late', { outcome: 'failed' });
    world.had.add('late');
    world.pass(10);
    expect(await run(world)).toMatchObject({ asked: [], rows: { ours: 1 } });
  });

  it('is left alone until it is old enough by the clock of the sender', async () => {
    for (const skewMs of [-7 * 60_000, 0, 7 * 60_000]) {
      const world = aSender({ skewMs });
      world.pass(60);
      await run(world);
      world.send('x', { outcome: 'failed' });
      world.pass(1);
      expect(await run(world)).toMatchObject({ asked: [], rows: { young: 1 } });
      expect(idsOf((await run(world)).asked)).toEqual(['x']);
    }
  });

  it('is asked for five times at growing distances, then counts as missed, once', async () => {
    const world = aSender();
    world.redelivered = () => 'fails';
    world.send('x', { outcome: 'failed' });
    world.pass(10);
    const all = await runs(world, 12 * 24);
    expect(world.asked).toHaveLength(mostAsks);
    const minutes = world.asked.map(({ at }, n) => (at - (world.asked[n - 1]?.at ?? at)) / 60_000);
    const least = [0, 5, 10, 20, 40];
    for (const [n, gap] of minutes.entries()) expect(gap).toBeGreaterThanOrEqual(least[n] ?? 0);
    expect(all.flatMap(({ ended }) => ended.map(({ end }) => end))).toEqual(['asked-enough']);
  });

  it('is asked for no sixth time where its wait ends while the log is read', async () => {
    for (const minutes of [2, 3]) {
      const world = aSender();
      world.redelivered = () => 'fails';
      world.beforePage = () => world.pass(minutes);
      world.send('x', { outcome: 'failed' });
      world.pass(10);
      const all = await runs(world, 60);
      expect(world.asked).toHaveLength(mostAsks);
      expect(all.flatMap(({ ended }) => ended.map(({ end }) => end))).toEqual(['asked-enough']);
    }
  });

  it('counts as missed at once where we refused it for what it is, or the sender takes no asks', async () => {
    const refused = aSender();
    refused.send('x', { outcome: 'refused' });
    const mute = aSender({ canAsk: false });
    mute.send('x', { outcome: 'failed' });
    for (const [world, end] of [
      [refused, 'refused'],
      [mute, 'cannot-ask'],
    ] as const) {
      world.pass(10);
      const all = await runs(world, 20);
      expect(all.flatMap(({ ended }) => ended)).toMatchObject([{ id: 'x', end }]);
      expect(world.asked).toEqual([]);
    }
  });

  it('has arrived at once, though given up, where somebody has the sender send it again', async () => {
    const world = aSender();
    world.redelivered = () => 'fails';
    world.send('x', { outcome: 'failed' });
    world.pass(10);
    await runs(world, 40);
    expect(world.decisionOn('x')).toMatchObject({ end: 'asked-enough' });
    world.send('x');
    expect((await run(world)).ended).toMatchObject([{ id: 'x', end: 'arrived' }]);
    const later = await runs(world, 10);
    expect(later.flatMap(({ ended }) => ended)).toEqual([]);
  });

  it('is given an hour where the sender will try again itself', async () => {
    const world = aSender();
    world.send('x', { outcome: 'pending' });
    world.pass(10);
    await runs(world, 11);
    expect(world.asked).toEqual([]);
    await runs(world, 2);
    expect(idsOf(world.asked)).toEqual(['x']);
  });

  it('of a type that no route takes is not looked at', async () => {
    const world = aSender();
    world.takes = (type) => type === 'push';
    for (let n = 0; n < 7_000; n++) {
      world.send(`d${n}`, { outcome: 'failed', type: n % 26 === 0 ? 'push' : 'status' });
    }
    world.pass(10);
    const [first] = await runs(world, 4);
    expect(first?.rows).toMatchObject({ read: 7_000, unwanted: 6_730 });
    expect(world.asked).toHaveLength(270);
    expect(new Set(idsOf(world.asked)).size).toBe(270);
  });
});

describe('what the sender says was delivered', () => {
  it('and is not here, is told once after a second look', async () => {
    const world = aSender();
    await run(world);
    world.sendIntoTheVoid('x');
    const all = await runs(world, 30);
    expect(all.flatMap(({ ended }) => ended)).toMatchObject([{ id: 'x', end: 'lost' }]);
    expect(world.asked).toEqual([]);
  });

  it('and comes to light meanwhile, is fine', async () => {
    const world = aSender();
    await run(world);
    world.sendIntoTheVoid('x');
    await run(world);
    world.had.add('x');
    const all = await runs(world, 10);
    expect(all.flatMap(({ ended }) => ended.filter(({ end }) => end !== 'arrived'))).toEqual([]);
  });

  it('before the reconciler began is nobody’s loss: it may have gone elsewhere', async () => {
    const world = aSender();
    world.sendIntoTheVoid('x');
    world.pass(60);
    const [first, ...more] = await runs(world, 30);
    expect(first?.rows.earlier).toBe(1);
    expect([first, ...more].flatMap((one) => one?.ended ?? [])).toEqual([]);
  });

  it('only after it was asked for, and is not here either, is told', async () => {
    const world = aSender();
    world.redelivered = () => 'says delivered';
    world.send('x', { outcome: 'failed' });
    world.pass(10);
    const all = await runs(world, 30);
    expect(all.flatMap(({ ended }) => ended)).toMatchObject([{ id: 'x', end: 'lost' }]);
    expect(world.asked).toHaveLength(1);
  });
});

describe('a storm', () => {
  const outage = (missed: number) => {
    const world = aSender();
    for (let n = 0; n < missed; n++) world.send(`m${n}`, { outcome: 'failed' });
    world.pass(10);
    return world;
  };

  it('is not added to: nothing is asked for while webhooks are refused here', async () => {
    const world = outage(50);
    world.isWell = false;
    const [first] = await runs(world, 12);
    expect(world.asked).toEqual([]);
    expect(first?.left).toEqual({ count: 50, why: 'unwell' });
    world.isWell = true;
    await runs(world, 2);
    expect(new Set(idsOf(world.asked)).size).toBe(50);
  });

  it('is followed by one ask, and by the others only once that one has come', async () => {
    const world = outage(50);
    world.redelivered = () => 'fails';
    const first = await run(world);
    expect(world.asked).toHaveLength(1);
    expect(first.left).toEqual({ count: 49, why: 'probe-not-seen' });
    await run(world);
    expect(new Set(idsOf(world.asked)).size).toBe(2);
    world.redelivered = () => 'comes';
    await runs(world, 3);
    expect(new Set(idsOf(world.asked)).size).toBe(50);
  });

  it('ends slowly: at most one a second, and no longer than the run may take', async () => {
    const world = outage(1_000);
    await run(world);
    const times = world.asked.map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect((times.at(-1) ?? 0) - world.startedAt).toBeLessThanOrEqual(world.runMs + 2_000);
    expect(times.length).toBeGreaterThan(150);
    await runs(world, 8);
    expect(new Set(idsOf(world.asked)).size).toBe(1_000);
    expect(world.asked).toHaveLength(1_000);
  });

  it('that comes back half way ends the asking', async () => {
    const world = outage(200);
    world.redelivered = () => {
      world.isWell = world.asked.length < 40;
      return 'comes';
    };
    const first = await run(world);
    expect(world.asked).toHaveLength(60);
    expect(first.left).toEqual({ count: 140, why: 'unwell' });
  });

  it('makes the lag grow, long before the sender forgets', async () => {
    const world = outage(5);
    world.isWell = false;
    const all = await runs(world, 24);
    expect(all.at(-1)?.lagMs).toBeGreaterThan(110 * 60_000);
    world.isWell = true;
    await runs(world, 2);
    expect((await run(world)).lagMs).toBeLessThan(300_000);
  });

  it('that outlasts the sender’s memory is told', async () => {
    const world = outage(2);
    world.isWell = false;
    await run(world);
    world.pass(3 * 24 * 60);
    expect((await run(world)).ended.map(({ end }) => end)).toEqual(['gone', 'gone']);
  });
});

describe('a log that can’t be read', () => {
  const failing = (options: ConstructorParameters<typeof DeliveryLogError>[1]) => () => {
    throw new DeliveryLogError('The delivery log of github answered', options);
  };

  it.each(['unauthorized', 'forbidden', 'not-found', 'malformed'] as const)(
    'because it is %s, is a finding, and nothing is taken for complete',
    async (reason) => {
      const world = aSender();
      world.beforePage = failing({ reason });
      const all = await runs(world, 3);
      expect(all.map(({ failure }) => failure?.reason)).toEqual([reason, reason, reason]);
      expect(world.progress()?.complete).toBeUndefined();
      expect(all.at(-1)?.lagMs).toBe(600_000);
    },
  );

  it('is left in peace for as long as it asks', async () => {
    const world = aSender();
    world.beforePage = failing({ reason: 'throttled', retryAfterSeconds: 20 * 60 });
    const [refused, ...silent] = await runs(world, 4);
    expect(world.pages).toBe(1);
    // Who calls for a run is told that it read nothing.
    expect(refused?.silentUntil).toBeUndefined();
    for (const one of silent) expect(one.silentUntil).toBeGreaterThan(0);
    world.beforePage = () => {};
    await runs(world, 2);
    expect(world.progress()?.complete).toBeDefined();
  });

  it('half way, because the token ran out, is read on from there', async () => {
    const world = aSender();
    for (let n = 0; n < 450; n++)
      world.send(`d${n}`, { outcome: n % 100 === 7 ? 'failed' : 'delivered' });
    world.pass(10);
    world.beforePage = (page) => {
      if (page === 2) failing({ reason: 'unauthorized', status: 401 })();
    };
    expect((await run(world)).failure?.reason).toBe('unauthorized');
    expect(world.progress()).toMatchObject({ pass: { resume: expect.any(String) } });
    world.pages = 10;
    const next = await run(world);
    expect(next.rows.read).toBe(250);
    await runs(world, 2);
    expect(new Set(idsOf(world.asked)).size).toBe(5);
  });

  it('on from where it was left, is read from its start', async () => {
    const world = aSender();
    for (let n = 0; n < 250; n++) world.send(`d${n}`);
    world.pass(10);
    world.requestMs = 2 * 60_000;
    await run(world);
    expect(world.progress()?.pass).toBeDefined();
    world.requestMs = 100;
    world.beforePage = () => {
      if (world.progress()?.pass !== undefined) failing({ reason: 'place-lost', status: 422 })();
    };
    expect((await run(world)).failure?.reason).toBe('place-lost');
    world.beforePage = () => {};
    const next = await run(world);
    expect(next.rows.read).toBe(250);
    expect(world.progress()).toMatchObject({ complete: expect.anything() });
    expect(world.progress()?.pass).toBeUndefined();
  });

  it('and takes no asks, is a finding, and the ask is not used up', async () => {
    const world = aSender();
    world.send('x', { outcome: 'failed' });
    world.pass(10);
    world.answer = failing({ reason: 'forbidden', status: 403 }) as never;
    expect((await run(world)).failure?.reason).toBe('forbidden');
    expect(world.decisionOn('x')).toMatchObject({ asks: 0 });
    world.answer = () => 'requested';
    await run(world);
    expect(idsOf(world.asked)).toEqual(['x']);
  });

  it('and throttles asks, is asked again only after its time', async () => {
    const world = aSender();
    world.send('x', { outcome: 'failed' });
    world.pass(10);
    world.answer = () => ({ retryAfterSeconds: 20 * 60 });
    expect((await run(world)).left).toEqual({ count: 1, why: 'sender-throttles' });
    world.answer = () => 'requested';
    await runs(world, 3);
    expect(world.asked).toEqual([]);
    await run(world);
    expect(idsOf(world.asked)).toEqual(['x']);
  });
});

describe('a log that is too long for one run', () => {
  it('is read on by the next ones, and what is missing is asked for meanwhile', async () => {
    const world = aSender();
    world.requestMs = 30_000;
    for (let n = 0; n < 2_000; n++) {
      world.send(`d${n}`, { outcome: n % 500 === 0 ? 'failed' : 'delivered' });
    }
    world.pass(10);
    const all = await runs(world, 8);
    expect(all.slice(0, 5).map(({ rows }) => rows.read)).toEqual([400, 400, 400, 400, 400]);
    expect(world.progress()).toMatchObject({ complete: expect.anything() });
    expect(new Set(idsOf(world.asked)).size).toBe(4);
  });

  it('is read whole where rows arrive all the time', async () => {
    const world = aSender();
    let arrived = 0;
    world.beforePage = () => {
      for (let n = 0; n < 30; n++)
        world.send(`n${arrived++}`, { outcome: arrived % 10 === 0 ? 'failed' : 'delivered' });
    };
    for (let n = 0; n < 500; n++) world.send(`d${n}`);
    world.pass(10);
    await runs(world, 6);
    world.beforePage = () => {};
    await runs(world, 6);
    expect(new Set(idsOf(world.asked)).size).toBe(Math.floor(arrived / 10));
  });
});

it('gives way to another run at the same source', async () => {
  const world = aSender();
  world.send('x', { outcome: 'failed' });
  world.pass(10);
  const ports = world.ports();
  world.beforePage = () => {
    world.beforePage = () => {};
  };
  const both = await Promise.allSettled([reconcile(ports), reconcile(ports)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(world.asked).toHaveLength(1);
});
