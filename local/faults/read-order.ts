import { z } from 'zod';
import { type FaultName, kindOf } from '../../client/faults/catalogue.ts';
import type { Fault, FaultOrder } from '../../client/faults/fault.ts';

/** The order makes no sense; the message says what would. */
export class FaultOrderError extends Error {
  override readonly name = 'FaultOrderError';
}

const order = z.strictObject({
  destination: z.string().min(1).optional(),
  seconds: z.number().optional(),
  status: z.int().min(300).max(599).optional(),
  share: z.number().gt(0).max(1).optional(),
  forSeconds: z.number().gt(0).max(86_400).optional(),
});

/**
 * @param destinations that there are
 * @param now milliseconds since 1970
 * @throws FaultOrderError
 */
export function readOrder(
  name: FaultName,
  given: unknown,
  destinations: readonly string[],
  now: number,
): Fault {
  const parsed = order.safeParse(given);
  if (!parsed.success) throw new FaultOrderError(z.prettifyError(parsed.error));
  const { destination, share = 1, forSeconds, ...values } = parsed.data;
  const kind = kindOf(name);
  refuseStrangeFields(name, parsed.data);
  if (destination !== undefined && !destinations.includes(destination)) {
    throw new FaultOrderError(
      `There is no destination ${destination} that is called over HTTP. There are: ${destinations.join(', ')}.`,
    );
  }
  const seconds = values.seconds ?? kind.seconds;
  const status = values.status ?? kind.status;
  return {
    name,
    ...(destination === undefined ? {} : { destination }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(status === undefined ? {} : { status }),
    share,
    ...(forSeconds === undefined ? {} : { until: now + forSeconds * 1000 }),
  };
}

function refuseStrangeFields(name: FaultName, given: FaultOrder): void {
  const kind = kindOf(name);
  const has = {
    destination: kind.place === 'destination',
    seconds: kind.seconds !== undefined,
    status: kind.status !== undefined,
  };
  for (const field of ['destination', 'seconds', 'status'] as const) {
    if (given[field] === undefined || has[field]) continue;
    throw new FaultOrderError(`${name} has no ${field}. It does this: ${kind.does}`);
  }
  if (name === 'clock-skew' && given.share !== undefined) {
    throw new FaultOrderError('clock-skew has no share: all functions have the same clock.');
  }
  if (given.seconds !== undefined && given.seconds < 0 && name !== 'clock-skew') {
    throw new FaultOrderError(`The seconds of ${name} can't be negative.`);
  }
}
