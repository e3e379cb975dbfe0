import { createHmac, timingSafeEqual } from 'node:crypto';
import { toRequest } from '../../service/ingestion/http.ts';
import { github } from '../../service/webhook/senders/github.ts';
import { verifySignature } from '../../service/webhook/verify-signature.ts';
import { interleave, type Round } from './compare.ts';
import { createWebhookEvent } from './webhook-event.ts';

export type VerificationVariant = 'bare' | 'ours';

/**
 * Measures verification alone, for a body of this many bytes: ours against a bare createHmac and timingSafeEqual,
 * in one process. Each result is microseconds of CPU per verification.
 */
export function measureVerification(
  bytes: number,
  rounds: number,
  times: number,
): Promise<readonly Round<VerificationVariant, number>[]> {
  const secret = 'a'.repeat(44);
  const request = toRequest(createWebhookEvent(bytes, secret));
  const secrets = [{ slot: 'current', value: secret }];
  const signature = request.headers['x-hub-signature-256'] ?? '';

  const work = {
    bare: () =>
      timingSafeEqual(
        createHmac('sha256', secret).update(request.body).digest(),
        Buffer.from(signature.slice('sha256='.length), 'hex'),
      ),
    ours: () => verifySignature(github, request, secrets, { now: Date.now() }).kind === 'verified',
  } as const satisfies Record<VerificationVariant, () => boolean>;

  return interleave(['bare', 'ours'], rounds, async (variant) => {
    const verify = work[variant];
    for (let i = 0; i < times / 10; i++) verify(); // warm up
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) {
      if (!verify()) throw new Error(`The signature did not verify (${variant})`);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  });
}
