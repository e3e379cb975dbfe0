import type { FaultName } from '../../client/faults/catalogue.ts';
import { describeFault, type Fault, type FaultOrder } from '../../client/faults/fault.ts';
import { readOrder } from './read-order.ts';

/** Told of each change; resolves once it goes by it. */
export type FaultFollower = (faults: readonly Fault[]) => Promise<void> | void;

/**
 * What is wrong on purpose with the surroundings of the functions. Every part that can be struck follows it;
 * when `on` or `off` resolves, all of them go by it.
 */
export interface Faults {
  /** Those that are on. */
  current(): readonly Fault[];
  /** Replaces one of the same name for the same destination. @throws FaultOrderError */
  on(name: FaultName, order?: FaultOrder): Promise<Fault>;
  /** All of that name, or all there are. @returns those that were on */
  off(name?: FaultName): Promise<readonly Fault[]>;
  follow(follower: FaultFollower): void;
  /** Forgets those that are to end by themselves. */
  stop(): void;
}

export interface FaultOptions {
  /** Names that an order may aim at. */
  readonly destinations: () => readonly string[];
  /** Says that a fault went on or off. */
  readonly log?: (line: string) => void;
}

export function createFaults({ destinations, log = () => undefined }: FaultOptions): Faults {
  const faults = new Map<string, { readonly fault: Fault; readonly end?: NodeJS.Timeout }>();
  const followers: FaultFollower[] = [];
  const current = () => [...faults.values()].map(({ fault }) => fault);
  const tellAll = async () => {
    await Promise.all(followers.map((follower) => follower(current())));
  };
  const remove = (key: string) => {
    const found = faults.get(key);
    if (found === undefined) return;
    clearTimeout(found.end);
    faults.delete(key);
    log(`Fault off: ${describeFault(found.fault)}`);
  };
  const end = (key: string) => {
    remove(key);
    void tellAll();
  };
  return {
    current,
    async on(name, order = {}) {
      const now = Date.now();
      const fault = readOrder(name, order, destinations(), now);
      const key = `${name} ${fault.destination ?? ''}`;
      clearTimeout(faults.get(key)?.end);
      const { until } = fault;
      const timer = until === undefined ? {} : { end: setTimeout(end, until - now, key) };
      faults.set(key, { fault, ...timer });
      log(`Fault on: ${describeFault(fault)}`);
      await tellAll();
      return fault;
    },
    async off(name) {
      const keys = [...faults].filter(([, { fault }]) => name === undefined || fault.name === name);
      for (const [key] of keys) remove(key);
      await tellAll();
      return keys.map(([, { fault }]) => fault);
    },
    follow: (follower) => void followers.push(follower),
    stop() {
      for (const { end: timer } of faults.values()) clearTimeout(timer);
    },
  };
}
