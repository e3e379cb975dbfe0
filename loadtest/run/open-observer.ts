import type { Target } from '../plan/target.ts';
import { observeEmbedded } from './observe-embedded.ts';
import type { Observer, Unobserved } from './observer.ts';

/** Opens what can be seen of the target from here; where that is nothing, it says why. */
export async function openObserver({ stack, endpoint }: Target): Promise<Observer | Unobserved> {
  if (stack !== undefined) return observeEmbedded(stack);
  const isAws = /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
  const why = `of ${endpoint} no stage is known here that could be looked into.`;
  return {
    stack: isAws ? 'AWS' : 'a server elsewhere',
    unchecked: [{ what: 'What became of the webhooks', why }],
  };
}
