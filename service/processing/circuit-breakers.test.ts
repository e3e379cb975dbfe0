import { beforeEach, describe, expect, it } from 'vitest';
import { shareCircuits } from '../../test/factories/shared-circuits.ts';
import { DeliveryError, PermanentError } from '../errors.ts';
import type { CircuitVersion } from '../webhook/circuit.ts';
import { createCircuitBreakers } from './circuit-breakers.ts';
import type { CircuitStore } from './shared-circuit.ts';

let now: number;
let shared: ReturnType<typeof shareCircuits>;
let opened: [destination: string, restSeconds: number][];
let storeErrors: string[];
let calls: string[];
let isStoreAway: boolean;
/** A write of the store waits for this. */
let beforeWrite: () => Promise<void>;
/** A write's answer waits for this. */
let afterWrite: () => Promise<void>;
/** Is read instead of the stored version. */
let stale: CircuitVersion | undefined;

beforeEach(() => {
  now = Date.parse('2026-11-23T12:00:00Z');
  shared = shareCircuits();
  opened = [];
  storeErrors = [];
  calls = [];
  isStoreAway = false;
  beforeWrite = async () => undefined;
  afterWrite = async () => undefined;
  stale = undefined;
});

const passSeconds = (seconds: number) => {
  now += seconds * 1000;
};

const store: CircuitStore = {
  async read(destination) {
    calls.push(`read ${destination}`);
    if (isStoreAway) throw new Error('the table is away');
    return stale ?? shared.store.read(destination);
  },
  async replace(...parts) {
    calls.push(`write ${parts[0]}`);
    if (isStoreAway) throw new Error('the table is away');
    await beforeWrite();
    const standing = await shared.store.replace(...parts);
    await afterWrite();
    return standing;
  },
};

/** One function. `offsetMs`: how far its clock is off. */
function aFunction({ failures = 3, offsetMs = 0 } = {}) {
  const circuits = createCircuitBreakers({
    destinations: ['app', 'audit'],
    failures,
    store,
    now: () => now + offsetMs,
    onOpen: (...parts) => opened.push(parts),
    onStoreError: (error) => storeErrors.push((error as Error).message),
  });
  const deliver = async (destination: string, error?: Error) => {
    await circuits.check(destination);
    await circuits.run(destination, async () => {
      if (error) throw error;
    });
    return 'delivered';
  };
  /** The result in one word. */
  const attempt = (destination: string, error?: Error) =>
    deliver(destination, error).catch((thrown: Error) => thrown.name);
  /** An invocation with this many failing deliveries. */
  const fail = async (times: number) => {
    for (let i = 0; i < times; i++) await attempt('app', down);
    await circuits.settled();
  };
  return { circuits, attempt, fail, open: () => fail(failures) };
}

/** How long a webhook is told to wait; `undefined` if it may go. */
async function wait(
  circuits: ReturnType<typeof createCircuitBreakers>,
): Promise<number | undefined> {
  try {
    await circuits.check('app');
    return undefined;
  } catch (error) {
    return Object(error).retryAfterSeconds;
  }
}

const down = new DeliveryError('Destination app answered 503');
const refused = new PermanentError('Destination app answered 410', { reason: 'refused' });

/** Failures that are not the destination's. */
const own: readonly (readonly [what: string, error: unknown])[] = [
  ['a transform that throws', new TypeError("Cannot read properties of undefined (reading 'id')")],
  ['a transform that throws nothing', undefined],
  [
    'a secret that can not be read',
    Object.assign(new Error(), { name: 'SecretsUnavailableError' }),
  ],
  ['a body that can not be serialized', new RangeError('Maximum call stack size exceeded')],
  ['what can never be delivered', new PermanentError('no such customer')],
  ['a forbidden address', new PermanentError('10.0.0.1', { reason: 'address-forbidden' })],
];

describe('the circuit of a destination', () => {
  it('opens after so many failures in a row, and says for how long', async () => {
    const { circuits, attempt } = aFunction();
    expect([await attempt('app', down), await attempt('app', down)]).toEqual(
      Array(2).fill('DeliveryError'),
    );
    expect(opened).toEqual([]);
    expect(await attempt('app', down)).toBe('DeliveryError');
    expect(await attempt('app')).toBe('DestinationRestsError');
    expect(await wait(circuits)).toBe(10);
    await circuits.settled();
    expect(opened).toEqual([['app', 10]]);
  });

  it('stays closed while deliveries succeed in between', async () => {
    const { attempt } = aFunction();
    for (let i = 0; i < 10; i++) {
      await attempt('app', down);
      await attempt('app', down);
      expect(await attempt('app')).toBe('delivered');
    }
  });

  it('stays closed while it refuses webhooks in between: the destination is there', async () => {
    const { attempt } = aFunction();
    for (let i = 0; i < 10; i++) {
      await attempt('app', down);
      await attempt('app', down);
      expect(await attempt('app', refused)).toBe('PermanentError');
    }
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

  it('closes when the probe is refused', async () => {
    const { attempt, open } = aFunction();
    await open();
    passSeconds(10);
    expect(await attempt('app', refused)).toBe('PermanentError');
    expect(await attempt('app')).toBe('delivered');
  });

  it('rests twice as long after each probe that fails, up to five minutes', async () => {
    const { fail, open } = aFunction();
    await open();
    for (let i = 0; i < 7; i++) {
      passSeconds(opened.at(-1)?.[1] ?? 0);
      await fail(1);
    }
    expect(opened.map(([, seconds]) => seconds)).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('never lets through what was checked before it opened', async () => {
    const { circuits, open } = aFunction();
    await circuits.check('app');
    await open();
    const late = circuits.run('app', async () => undefined);
    await expect(late).rejects.toMatchObject({ name: 'DestinationRestsError' });
  });

  it('never lets through what was checked before it opened beside its probe', async () => {
    const { circuits, open } = aFunction();
    await circuits.check('app');
    await open();
    passSeconds(10);
    await circuits.check('app');
    const probe = circuits.run('app', () => new Promise(() => undefined));
    const late = circuits.run('app', async () => undefined);
    await expect(late).rejects.toMatchObject({ name: 'DestinationRestsError' });
    await expect(Promise.race([probe, 'under way'])).resolves.toBe('under way');
  });

  it('does not rest longer by failures of deliveries that began before it opened', async () => {
    const { circuits, open } = aFunction();
    const slow = Promise.withResolvers<void>();
    const late = circuits.run('app', () => slow.promise);
    await open();
    passSeconds(10);
    await circuits.check('app');
    slow.reject(down);
    await expect(late).rejects.toBe(down);
    await circuits.settled();
    expect(opened).toEqual([['app', 10]]);
  });

  it('never opens where that is switched off, and asks nobody', async () => {
    const { circuits, attempt } = aFunction({ failures: 0 });
    for (let i = 0; i < 50; i++) await attempt('app', down);
    expect(await attempt('app')).toBe('delivered');
    await circuits.settled();
    expect(calls).toEqual([]);
  });

  it('is none for a handler', async () => {
    const { attempt } = aFunction();
    for (let i = 0; i < 9; i++) await attempt('handler:mine', down);
    expect(await attempt('handler:mine')).toBe('delivered');
  });
});

describe.each(own)('%s', (_, error) => {
  const thrown = error as Error;

  it('opens no circuit, and does not end a row of failures either', async () => {
    const { circuits } = aFunction();
    const failWith = async (cause: unknown) => {
      await circuits.check('app');
      await circuits.run('app', () => Promise.reject(cause)).catch(() => undefined);
    };
    for (let i = 0; i < 20; i++) await failWith(thrown);
    await failWith(down);
    await failWith(down);
    await failWith(thrown);
    expect(await wait(circuits)).toBeUndefined();
    await failWith(down);
    expect(await wait(circuits)).toBe(10);
  });

  it('neither closes a circuit nor lengthens its rest, and leaves the probe to the next', async () => {
    const first = aFunction();
    await first.open();
    passSeconds(10);
    await first.circuits.check('app');
    await first.circuits.run('app', () => Promise.reject(thrown)).catch(() => undefined);
    await first.circuits.settled();
    const second = aFunction();
    expect(await second.attempt('app', down)).toBe('DeliveryError');
    expect(await wait(second.circuits)).toBe(20);
  });
});

describe('a probe', () => {
  it('that no delivery made is left to the next function', async () => {
    const [first, second] = [aFunction(), aFunction()];
    await first.open();
    passSeconds(10);
    await first.circuits.check('app');
    expect(await second.attempt('app')).toBe('DestinationRestsError');
    await first.circuits.settled();
    passSeconds(5);
    expect(await second.attempt('app')).toBe('delivered');
  });

  it('whose function was killed is left to the next one after 40 s', async () => {
    const first = aFunction();
    await first.open();
    passSeconds(10);
    await first.circuits.check('app');
    passSeconds(39);
    expect(await wait(aFunction().circuits)).toBe(1);
    passSeconds(1);
    expect(await aFunction().attempt('app')).toBe('delivered');
  });

  it('starts soon after it was granted, or not at all', async () => {
    const { circuits, open } = aFunction();
    await open();
    passSeconds(10);
    await circuits.check('app');
    passSeconds(6);
    const late = circuits.run('app', async () => undefined);
    await expect(late).rejects.toMatchObject({ name: 'DestinationRestsError' });
  });

  it('of a function is made by one delivery of many', async () => {
    const { attempt, open } = aFunction();
    await open();
    passSeconds(10);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt('app', down)));
    expect(outcomes.filter((outcome) => outcome === 'DeliveryError')).toHaveLength(1);
  });

  it('is made by one of twenty functions', async () => {
    await aFunction().open();
    passSeconds(10);
    const many = Array.from({ length: 20 }, () => aFunction());
    const outcomes = await Promise.all(many.map(({ attempt }) => attempt('app', down)));
    expect(outcomes.toSorted()).toEqual([
      'DeliveryError',
      ...Array(19).fill('DestinationRestsError'),
    ]);
  });

  it('is not made while the table is away, nor stands in the way afterwards', async () => {
    const { attempt, open } = aFunction();
    await open();
    passSeconds(10);
    isStoreAway = true;
    expect(await attempt('app')).toBe('DestinationRestsError');
    isStoreAway = false;
    expect(await attempt('app')).toBe('delivered');
  });
});

describe('what one function finds out', () => {
  it('the others know within seconds', async () => {
    const other = aFunction();
    expect(await other.attempt('app')).toBe('delivered');
    await aFunction().open();
    passSeconds(4);
    expect(await other.attempt('app')).toBe('delivered');
    passSeconds(1);
    expect(await other.attempt('app')).toBe('DestinationRestsError');
  });

  it('a new function knows at once, the length of the rest as well', async () => {
    const first = aFunction();
    await first.open();
    passSeconds(10);
    await first.fail(1); // 20 s from here on
    passSeconds(10);
    const second = aFunction();
    expect(await wait(second.circuits)).toBe(10);
    passSeconds(10);
    expect(await second.attempt('app')).toBe('delivered');
  });

  it('closes the circuit of the others too', async () => {
    const [first, second] = [aFunction(), aFunction()];
    await first.open();
    expect(await second.attempt('app')).toBe('DestinationRestsError');
    passSeconds(10);
    expect(await first.attempt('app')).toBe('delivered');
    await first.circuits.settled();
    passSeconds(5);
    expect(await second.attempt('app')).toBe('delivered');
  });

  it('is counted once, though several functions found it out at the same moment', async () => {
    const many = Array.from({ length: 20 }, () => aFunction());
    await Promise.all(many.map(({ open }) => open()));
    expect(opened).toEqual([['app', 10]]);
  });

  it('does not undo what another one found out meanwhile', async () => {
    const [first, second] = [aFunction(), aFunction()];
    await second.fail(2);
    const slow = Promise.withResolvers<void>();
    const late = second.circuits.run('app', () => slow.promise);
    await first.open();
    passSeconds(10);
    expect(await first.attempt('app')).toBe('delivered');
    await first.circuits.settled();
    slow.reject(down); // the third in a row, as far as this function knows
    await expect(late).rejects.toBe(down);
    await second.circuits.settled();
    expect(await second.attempt('app')).toBe('delivered');
    expect(shared.versions.get('app')?.circuit.state).toBe('closed');
    expect(opened).toEqual([['app', 10]]);
  });

  it('is not undone by an older version that is read after it', async () => {
    const { circuits, attempt, open } = aFunction();
    const slow = Promise.withResolvers<void>();
    const late = circuits.run('app', () => slow.promise);
    await open();
    stale = shared.versions.get('app');
    slow.resolve();
    await late;
    await circuits.settled();
    passSeconds(5);
    expect(await attempt('app')).toBe('delivered');
    expect(calls.at(-1)).toBe('read app');
  });

  it('is not undone by the late answer to an earlier write', async () => {
    const [first, second] = [aFunction(), aFunction()];
    const answered = Promise.withResolvers<void>();
    afterWrite = () => answered.promise;
    const opening = first.open();
    await new Promise(setImmediate);
    afterWrite = async () => undefined;
    passSeconds(10);
    await second.fail(1);
    expect(await wait(first.circuits)).toBe(20);
    answered.resolve();
    await opening;
    passSeconds(4);
    calls = [];
    expect(await wait(first.circuits)).toBe(16);
    expect(calls).toEqual([]);
  });

  it('is shared between functions whose clocks differ by seconds', async () => {
    const [ahead, behind] = [aFunction({ offsetMs: 5_000 }), aFunction({ offsetMs: -5_000 })];
    await ahead.open();
    expect(await wait(behind.circuits)).toBe(20);
    passSeconds(20);
    expect(await behind.attempt('app')).toBe('delivered');
    await behind.circuits.settled();
    passSeconds(5);
    expect(await ahead.attempt('app')).toBe('delivered');
  });

  it('is read again though its clock was set back', async () => {
    const clock = { offsetMs: 600_000 };
    const circuits = createCircuitBreakers({
      destinations: ['app'],
      failures: 3,
      store,
      now: () => now + clock.offsetMs,
      onOpen: () => undefined,
      onStoreError: () => undefined,
    });
    await circuits.check('app');
    clock.offsetMs = 0;
    await aFunction().open();
    expect(await wait(circuits)).toBe(10);
  });

  it('stays its own while the table is away', async () => {
    isStoreAway = true;
    const { attempt, open } = aFunction();
    await open();
    expect(await attempt('app')).toBe('DestinationRestsError');
    expect(opened).toEqual([['app', 10]]);
    expect(storeErrors).toEqual(['the table is away', 'the table is away']);
  });

  it('is written before its invocation ends', async () => {
    const { circuits, fail } = aFunction();
    await fail(2);
    const written = Promise.withResolvers<void>();
    beforeWrite = () => written.promise;
    let hasEnded = false;
    const end = fail(1).then(() => {
      hasEnded = true;
    });
    await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    written.resolve();
    await end;
    await circuits.settled();
    expect(shared.versions.get('app')?.circuit).toEqual({ state: 'open', since: now, rests: 1 });
  });

  it('costs one read of each destination that webhooks go to in five seconds, and no write', async () => {
    const { circuits, attempt } = aFunction();
    for (let second = 0; second < 10; second++, passSeconds(1)) {
      await Promise.all(Array.from({ length: 10 }, () => attempt('app')));
      await attempt('app', refused);
      await circuits.settled();
    }
    expect(calls).toEqual(['read app', 'read app']);
  });
});
