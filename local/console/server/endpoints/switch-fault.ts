import { z } from 'zod';
import { wrongUsage } from '../../../../client/command-error.ts';
import { type FaultName, isFaultName } from '../../../../client/faults/catalogue.ts';
import { type Call, switchFaults } from '../../../../client/faults/switch-faults.ts';
import { BadRequestError, type ConsoleContext, type Endpoint } from '../endpoint.ts';
import type { FaultsNow } from './list-faults.ts';

const order = z.object({
  destination: z.string().optional(),
  seconds: z.number().optional(),
  status: z.number().optional(),
  share: z.number().optional(),
  forSeconds: z.number().optional(),
});

/** As `spillway fault <name>`. */
export const switchFaultOn: Endpoint = {
  method: 'PUT',
  path: '/api/faults/{name}',
  async answer({ params, body }, context): Promise<FaultsNow> {
    const { data } = order.safeParse(body ?? {});
    if (data === undefined) throw new BadRequestError('It is no order for a fault.');
    return change(context, { method: 'PUT', name: nameIn(params), order: data });
  },
};

/** As `spillway fault off <name>`. */
export const switchFaultOff: Endpoint = {
  method: 'DELETE',
  path: '/api/faults/{name}',
  answer: ({ params }, context): Promise<FaultsNow> =>
    change(context, { method: 'DELETE', name: nameIn(params) }),
};

/** As `spillway fault off`. */
export const switchFaultsOff: Endpoint = {
  method: 'DELETE',
  path: '/api/faults',
  answer: (_, context): Promise<FaultsNow> => change(context, { method: 'DELETE' }),
};

function nameIn({ name = '' }: Readonly<Record<string, string>>): FaultName {
  if (isFaultName(name)) return name;
  throw new BadRequestError(`There is no fault ${name}.`);
}

async function change({ stage: { stack } }: ConsoleContext, call: Call): Promise<FaultsNow> {
  if (stack === undefined) {
    throw wrongUsage(
      'A fault is of the embedded stage only.',
      'Start one with `npm start`, and look at its console.',
    );
  }
  const { on } = await switchFaults(stack, call);
  return { on, now: Date.now() };
}
