import { faultNames, kindOf } from '../../../../client/faults/catalogue.ts';
import type { Fault } from '../../../../client/faults/fault.ts';
import { switchFaults } from '../../../../client/faults/switch-faults.ts';
import { namesOf } from '../../../../client/stage/configuration.ts';
import type { Endpoint } from '../endpoint.ts';

/** What can go wrong on purpose. */
export interface KnownFaults {
  readonly faults: readonly KnownFault[];
  /** Those that a fault may be aimed at. */
  readonly destinations: readonly string[];
}

export interface KnownFault {
  readonly name: string;
  readonly place: string;
  readonly does: string;
  /** What they are unless another is given; absent where there is nothing to choose. */
  readonly seconds?: number;
  readonly status?: number;
}

/** What goes wrong on purpose now. */
export interface FaultsNow {
  readonly on: readonly Fault[];
  /** Of the stack's clock, in milliseconds since 1970: it ends faults. */
  readonly now: number;
}

export const listFaults: Endpoint = {
  method: 'GET',
  path: '/api/faults/known',
  answer: async (_, { readRoutes }): Promise<KnownFaults> => ({
    faults: faultNames.map((name) => ({ name, ...kindOf(name) })),
    destinations: namesOf(await readRoutes()).destinations,
  }),
};

/** Those that are on. A deployed stage has none. */
export const readFaults: Endpoint = {
  method: 'GET',
  path: '/api/faults',
  answer: async (_, { stage: { stack } }): Promise<FaultsNow> => {
    const { on } = stack ? await switchFaults(stack, { method: 'GET' }) : { on: [] };
    return { on, now: Date.now() };
  },
};
