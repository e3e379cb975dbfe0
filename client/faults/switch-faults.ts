import { z } from 'zod';
import { CommandError, wrongUsage } from '../command-error.ts';
import type { StackDescription } from '../stack-file.ts';
import type { FaultName } from './catalogue.ts';
import type { Fault, FaultOrder, FaultsAnswer } from './fault.ts';

const faults = z.array(z.custom<Fault>((value) => typeof Object(value).name === 'string'));
const answer = z.object({ on: faults, off: faults.optional() });
const refusal = z.object({ error: z.string() });

export interface Call {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Without it, all of them. */
  readonly name?: FaultName | undefined;
  readonly order?: FaultOrder;
}

/** @throws CommandError where the stack has no faults, refuses the order, or does not answer */
export async function switchFaults(
  { faultsUrl }: StackDescription,
  { method, name, order }: Call,
): Promise<FaultsAnswer> {
  const remedy = 'Stop the embedded stack, and start it again with `npm start`.';
  if (faultsUrl === undefined) {
    throw new CommandError('The running embedded stack has no faults to switch.', remedy);
  }
  const response = await fetch(`${faultsUrl}/${name ?? ''}`, {
    method,
    ...(order === undefined ? {} : { body: JSON.stringify(order) }),
  }).catch((cause: unknown) => {
    throw new CommandError('The embedded stack does not answer.', remedy, { cause });
  });
  const body: unknown = await response.json();
  if (response.ok) {
    const { on, off } = answer.parse(body);
    return { on, ...(off === undefined ? {} : { off }) };
  }
  throw wrongUsage(refusal.parse(body).error, 'npx spillway fault --help says what can be chosen.');
}
