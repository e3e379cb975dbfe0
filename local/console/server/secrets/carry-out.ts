import {
  type NewSecret,
  type RetiredSecret,
  retireSecret,
  rotateSecret,
  type SecretChange,
} from '../../../../client/secrets/change-secret.ts';
import { quietSeconds } from './quiet-seconds.ts';
import type { SecretOrder } from './secret-order.ts';

export type ChangedSecret =
  | ({ readonly kind: 'rotated' } & NewSecret)
  | ({ readonly kind: 'retired' } & RetiredSecret);

/** @throws CommandError while the old secret is, or may be, in use, unless the order is forced */
export async function carryOut(
  { kind, slot }: SecretOrder,
  change: SecretChange,
  now: Date,
): Promise<ChangedSecret> {
  if (kind === 'rotate') return { kind: 'rotated', ...(await rotateSecret(change)) };
  const options = { slot, isRemoved: false, quietSeconds, now };
  return { kind: 'retired', ...(await retireSecret(change, options)) };
}
