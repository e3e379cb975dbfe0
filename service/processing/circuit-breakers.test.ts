import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PermanentError } from '../webhook/permanent-error.ts';
import {
  type CircuitStore,
  createCircuitBreakers,
  type SharedCircuit,
} from './circuit-breakers.ts';
import { DeliveryError } from './delivery.ts';

let shared: Map<string, SharedCircuit>;
let probes: Map<string, number>;
let opened: [destination: string, restSeconds: number][];
let isStoreAway: boolean;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T12:00:00Z') });
  shared = new Map();
  probes = new Map();
  opened = [];
  isStoreAway = false;
});
afterEach(() => {
  vi.useRealTimers();
});

const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

const store: CircuitStore = {
  read: async (destination) => {
    if (isStoreAway) throw new Error('the table is away');
    return shared.get(destination);
  },
  write: async (destination, circuit) => {
    if (isStoreAway) throw new Error('the table is away');
    shared.set(destination, JSON.parse(JSON.stringify(circuit)));
  },
  claimProbe: async (destination, until, now) => {
    if ((probes.get(destination) ?? 0) >= now) return false;
    probes.set(destination, until);
    return true;
  },
};

/** One function. */
function aFunction(failures = 3) {
  const circuits = createCircuitBreakers({
    destinations: ['app', 'audit'],
    failures,
    store,
    now: Date.now,
    onOpen: (...parts) => opened.push(parts),
    onStoreError: () => undefined,
  });
  const deliver = async (destination: string, error?: Error) => {
    await circuits.check(destination);
    await circuits.run(destination, async () => {
      if (error) throw error;
    });
    return 'delivered';
  };
  /** How it ended, in a word. */
  const attempt = (destination: string, error?: Error) =>
    deliver(destination, error).catch((thrown: Error) => thrown.name);
  const open = async () => {
    for (let i = 0; i < failures; i++) await attempt('app', down);
  };
  return { circuits, attempt, open };
}

const down = new DeliveryError('Destination app answered 503');
const refused = new PermanentError('Destination app answered 410');

describe('the circuit of a destination', () => {
  it('opens after so many failures in a row, and says for how long', async () => {
    const { attempt } = aFunction();
    expect([await attempt('app', down), await attempt('app', down)]).toEqual(
      Array(2).fill('DeliveryError'),
    );
    expect(opened).toEqual([]);
    expect(await attempt('app', down)).toBe('DeliveryError');
    expect(opened).toEqual([['app', 10]]);
    expect(await attempt('app')).toBe('DestinationRestsError');
  });

  it('stays closed while deliveries succeed in between', async () => {
    const { attempt } = aFunction();
    for (let i = 0; i < 10; i++) {
      await attempt('app', down);
      await attempt('app', down);
      expect(await attempt('app')).toBe('delivered');
    }
  });

  it('is not opened by refusals: the destination is there', async () => {
    const { attempt } = aFunction();
    for (let i = 0; i < 10; i++) expect(await attempt('app', refused)).toBe('PermanentError');
    expect(await attempt('app')).toBe('delivered');
  });

  it('leaves the others alone', async () => {
    const { attempt, open } = aFunction();
    await open();
    expect(await attempt('audit')).toBe('delivered');
  });

  it('lets one delivery through when the rest is over, and closes when it succeeds', async () => {
    const { attempt, open } = aFunction();
    await open();
    passSeconds(9);
    expect(await attempt('app')).toBe('DestinationRestsError');
    passSeconds(2);
    expect(await attempt('app')).toBe('delivered');
    expect(await attempt('app')).toBe('delivered');
  });

  it('rests twice as long after each probe that fails, up to five minutes', async () => {
    const { attempt, open } = aFunction();
    await open();
    for (let i = 0; i < 7; i++) {
      passSeconds(opened.at(-1)?.[1] ?? 0);
      passSeconds(1);
      expect(await attempt('app', down)).toBe('DeliveryError');
    }
    expect(opened.map(([, seconds]) => seconds)).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('never opens where that is switched off', async () => {
    const { attempt } = aFunction(0);
    for (let i = 0; i < 50; i++) await attempt('app', down);
    expect(await attempt('app')).toBe('delivered');
  });
});

describe('what one function finds out', () => {
  it('the others know within seconds', async () => {
    const other = aFunction();
    await other.circuits.refresh();
    await aFunction().open();
    passSeconds(6);
    expect(await other.attempt('app')).toBe('delivered');
    await other.circuits.refresh();
    expect(await other.attempt('app')).toBe('DestinationRestsError');
  });

  it('a new function knows at once, the length of the rest as well', async () => {
    const first = aFunction();
    await first.open();
    passSeconds(11);
    await first.attempt('app', down); // 20 s now
    passSeconds(11);
    const second = aFunction();
    await second.circuits.refresh();
    expect(await second.attempt('app')).toBe('DestinationRestsError');
    passSeconds(10);
    expect(await second.attempt('app')).toBe('delivered');
  });

  it('closes the circuit of the others too', async () => {
    const [first, second] = [aFunction(), aFunction()];
    await first.open();
    passSeconds(6);
    await second.circuits.refresh();
    passSeconds(5);
    expect(await first.attempt('app')).toBe('delivered');
    expect(await second.attempt('app')).toBe('DestinationRestsError');
    passSeconds(6);
    await second.circuits.refresh();
    expect(await second.attempt('app')).toBe('delivered');
  });

  it('is tried by one of them alone', async () => {
    await aFunction().open();
    passSeconds(11);
    const many = Array.from({ length: 5 }, () => aFunction());
    await Promise.all(many.map(({ circuits }) => circuits.refresh()));
    const outcomes = await Promise.all(many.map(({ attempt }) => attempt('app', down)));
    expect(outcomes.toSorted()).toEqual([
      'DeliveryError',
      ...Array(4).fill('DestinationRestsError'),
    ]);
  });

  it('stays its own while the table is away', async () => {
    isStoreAway = true;
    const { circuits, attempt, open } = aFunction();
    await circuits.refresh();
    await open();
    expect(await attempt('app')).toBe('DestinationRestsError');
  });
});
