import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultNames, kindOf } from '../../client/faults/catalogue.ts';
import { describeFault, type Fault } from '../../client/faults/fault.ts';
import { createFaults } from './faults.ts';
import { FaultOrderError } from './read-order.ts';
import { type FaultControl, startFaultControl } from './start-control.ts';
import { strike } from './strike.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function create() {
  const said: string[] = [];
  const faults = createFaults({
    destinations: () => ['app', 'audit'],
    log: (line) => said.push(line),
  });
  stops.push(() => faults.stop());
  return { faults, said };
}

describe('a fault', () => {
  it('is on with its defaults until it is switched off, and both are told', async () => {
    const { faults, said } = create();
    await faults.on('destination-429');
    expect(faults.current()).toEqual([{ name: 'destination-429', seconds: 2, share: 1 }]);
    expect(await faults.off('table-down')).toEqual([]);
    expect(await faults.off('destination-429')).toHaveLength(1);
    expect(faults.current()).toEqual([]);
    expect(said).toEqual(['Fault on: destination-429, 2 s', 'Fault off: destination-429, 2 s']);
  });

  it('ends by itself where it is on for a time', async () => {
    const { faults } = create();
    await faults.on('table-down', { forSeconds: 0.05 });
    expect(faults.current()).toHaveLength(1);
    await vi.waitFor(() => expect(faults.current()).toEqual([]), { timeout: 20_000 });
  });

  it('takes the place of itself, its end included, and not that for another destination', async () => {
    const { faults } = create();
    vi.useFakeTimers();
    stops.push(() => vi.useRealTimers());
    await faults.on('destination-down', { destination: 'app', forSeconds: 60 });
    await faults.on('destination-down', { destination: 'app', status: 500 });
    await faults.on('destination-down', { destination: 'audit' });
    vi.advanceTimersByTime(120_000);
    expect(faults.current()).toEqual([
      { name: 'destination-down', destination: 'app', status: 500, share: 1 },
      { name: 'destination-down', destination: 'audit', status: 503, share: 1 },
    ]);
    expect(await faults.off('destination-down')).toHaveLength(2);
  });

  it('is on only once all that follow go by it', async () => {
    const { faults } = create();
    let known: readonly Fault[] = [];
    faults.follow(async (current) => {
      await setTimeout(20);
      known = current;
    });
    await faults.on('queue-down');
    expect(known.map(({ name }) => name)).toEqual(['queue-down']);
    await faults.off();
    expect(known).toEqual([]);
  });

  it.each([
    ['destination-down', { destination: 'ap' }, 'There are: app, audit'],
    ['destination-down', { seconds: 3 }, 'destination-down has no seconds. It does this'],
    ['table-down', { destination: 'app' }, 'table-down has no destination'],
    ['table-down', { status: 500 }, 'table-down has no status'],
    ['destination-slow', { seconds: -1 }, "can't be negative"],
    ['clock-skew', { share: 0.5 }, 'clock-skew has no share'],
    ['destination-down', { status: 200 }, 'status'],
    ['destination-down', { share: 1.5 }, 'share'],
    ['destination-down', { forSeconds: 0 }, 'forSeconds'],
  ] as const)('%s refuses %j and says why', async (name, order, message) => {
    const { faults } = create();
    const refused = faults.on(name, order);
    await expect(refused).rejects.toThrow(FaultOrderError);
    await expect(refused).rejects.toThrow(message);
    expect(faults.current()).toEqual([]);
  });

  it('strikes the destination that it is for, and a share of the times', () => {
    const down: Fault = { name: 'destination-down', destination: 'app', share: 1 };
    expect(strike([down], ['destination-down'], 'app')).toBe(down);
    expect(strike([down], ['destination-down'], 'audit')).toBeUndefined();
    expect(strike([down], ['destination-slow'], 'app')).toBeUndefined();
    const half = [{ ...down, share: 0.5 }];
    const times = Array.from({ length: 1000 }, () => strike(half, ['destination-down'], 'app'));
    const struck = times.filter((fault) => fault !== undefined).length;
    expect(struck).toBeGreaterThan(350);
    expect(struck).toBeLessThan(650);
  });

  it('says of itself all that was chosen', () => {
    const fault: Fault = { name: 'destination-down', destination: 'app', status: 500, share: 0.5 };
    expect(describeFault(fault)).toBe('destination-down for app, status 500, a share of 0.5');
  });
});

it('has one sentence in the catalogue', () => {
  expect(faultNames.filter((name) => !/^[A-Z0-9].*\.$/.test(kindOf(name).does))).toEqual([]);
});

describe('the endpoint that switches faults', () => {
  async function start() {
    const { faults } = create();
    const control: FaultControl = await startFaultControl(faults, 0);
    stops.push(() => control.stop());
    const call = async (method: string, path: string, body?: object) => {
      const answer = await fetch(control.url + path, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    return { faults, call };
  }

  it('tells, switches on and switches off', async () => {
    const { faults, call } = await start();
    const skew = { name: 'clock-skew', seconds: -600, share: 1 };
    expect(await call('GET', '/')).toEqual({ status: 200, on: [] });
    expect(await call('PUT', '/clock-skew', { seconds: -600 })).toEqual({
      status: 200,
      on: [skew],
    });
    expect(await call('PUT', '/store-missing')).toMatchObject({ status: 200 });
    expect(faults.current()).toHaveLength(2);
    const rest = { on: [{ name: 'store-missing', share: 1 }], off: [skew] };
    expect(await call('DELETE', '/clock-skew')).toEqual({ status: 200, ...rest });
    expect(await call('DELETE', '/')).toMatchObject({ on: [], off: [{ name: 'store-missing' }] });
  });

  it.each([
    ['PUT', '/toaster-down', {}, 'There is no fault \\"toaster-down\\"'],
    ['PUT', '/constructor', {}, 'There is no fault'],
    ['PUT', '/table-down', { seconds: 1 }, 'table-down has no seconds'],
    ['PUT', '/table-down', { colour: 'red' }, 'colour'],
    ['PATCH', '/table-down', {}, 'GET, PUT or DELETE'],
  ])('answers 400 to %s %s %j', async (method, path, body, message) => {
    const { faults, call } = await start();
    const answer = await call(method, path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer)).toContain(message);
    expect(faults.current()).toEqual([]);
  });
});
