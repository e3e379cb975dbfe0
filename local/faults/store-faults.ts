import type { Fault } from '../../client/faults/fault.ts';
import { type Refusal, xmlRefusal } from '../aws/http/refusal.ts';
import { strike } from './strike.ts';

/** One call of S3: everything but the calls of SQS and SNS, which share its address here. */
export interface StoreCall {
  readonly method: string;
  /** `/<bucket>/<key>` */
  readonly url: string;
}

/** `undefined` where S3 is well. */
export function storeTrouble(
  faults: readonly Fault[],
  call: StoreCall,
): Refusal | 'hang' | undefined {
  if (strike(faults, ['store-hangs'])) return 'hang';
  const down = strike(faults, ['store-down']);
  if (down)
    return xmlRefusal(
      down.status ?? 503,
      'ServiceUnavailable',
      'Service is unable to handle request.',
    );
  if (!isObjectWanted(call) || !strike(faults, ['store-missing'])) return undefined;
  return xmlRefusal(404, 'NoSuchKey', 'The specified key does not exist.');
}

/** Whether the object that is given is to be another one. */
export function isAltered(faults: readonly Fault[], call: StoreCall): boolean {
  return isObjectWanted(call) && strike(faults, ['store-altered']) !== undefined;
}

/** Just as many bytes, but with another first one. */
export function alter(bytes: Buffer): Buffer {
  const altered = Buffer.from(bytes);
  if (altered.length > 0) altered.writeUInt8(altered.readUInt8(0) ^ 1, 0);
  return altered;
}

function isObjectWanted({ method, url }: StoreCall): boolean {
  const [, , ...key] = url.split('?', 1)[0]?.split('/') ?? [];
  return method === 'GET' && key.join('/') !== '';
}
