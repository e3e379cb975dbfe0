import type { IncomingMessage } from 'node:http';
import type { BillableUnit } from '../../../dashboards/list-prices.ts';
import type { Observer } from '../observer.ts';
import { isAdministrator } from './is-administrator.ts';

type Answer = object | Promise<object>;

/** Tells of each call of a service that bills by calls. */
export function meterCalls(
  actions: Readonly<Record<string, (input: unknown) => Answer>>,
  unit: BillableUnit,
  observer: Observer,
): Readonly<Record<string, (input: unknown, caller: IncomingMessage) => Answer>> {
  const metered = Object.entries(actions).map(([of, action]) => {
    const run = (input: unknown, caller: IncomingMessage) => {
      if (!isAdministrator(caller.headers)) {
        observer.record({ kind: 'billed-usage', unit, of, amount: 1 });
      }
      return action(input);
    };
    return [of, run] as const;
  });
  return Object.fromEntries(metered);
}
