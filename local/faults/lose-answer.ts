import { hash } from 'node:crypto';
import type { FaultName } from '../../client/faults/catalogue.ts';
import type { Fault } from '../../client/faults/fault.ts';
import { strike } from './strike.ts';

/**
 * Says of each call that a fault may strike, once it was carried out, whether its answer gets lost: never that of a
 * second attempt, which has the same body.
 */
export function createLoseAnswer(name: FaultName) {
  const lost = new Set<string>();
  return (faults: readonly Fault[], body: string | Buffer): boolean => {
    if (!strike(faults, [name])) return false;
    const digest = hash('sha256', body, 'base64');
    if (lost.has(digest)) return false;
    lost.add(digest);
    return true;
  };
}
