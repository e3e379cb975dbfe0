import { hostileWebhooks } from './hostile-webhooks.ts';
import type { ConsoleStack } from './start-console-stack.ts';

const body = JSON.stringify({ ref: 'refs/heads/main', repository: { full_name: 'shop/checkout' } });

/** A dozen webhooks of each end that there is. */
export async function seed({ send }: ConsoleStack): Promise<readonly number[]> {
  const pushes = Array.from({ length: 12 }, (_, index) =>
    send({ type: 'push', id: `push-${index}`, body }),
  );
  return await Promise.all([
    ...pushes,
    send({ type: 'push', id: 'push-unsigned', body, secret: 'of somebody else' }),
    send({ type: 'star', id: 'star-0', body }),
    send(hostileWebhooks.delivered),
    send(hostileWebhooks.refused),
  ]);
}
