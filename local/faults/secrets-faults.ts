import type { Fault } from '../../client/faults/fault.ts';
import { jsonRefusal, type Refusal } from '../aws/http/refusal.ts';
import { strike } from './strike.ts';

/** `undefined` where Secrets Manager is well. */
export function secretsTrouble(faults: readonly Fault[]): Refusal | undefined {
  if (!strike(faults, ['secrets-down'])) return undefined;
  return jsonRefusal(500, 'InternalServiceError', 'An error occurred on the server side.', {
    version: '1.1',
  });
}
