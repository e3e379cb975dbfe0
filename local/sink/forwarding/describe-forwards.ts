import { readSlots } from '../../aws/secrets-manager/read-slots.ts';
import type { EmbeddedStack } from '../../boot/embedded-stack.ts';

/**
 * Where destinations are called beyond the sink, and by which secret a service there verifies what it gets: a value for
 * development, which every machine has.
 */
export function describeForwards({
  forwards,
  secrets,
  stage,
}: Pick<EmbeddedStack, 'forwards' | 'secrets' | 'stage'>): readonly string[] {
  return [...forwards].map(([name, { url, isConfigured }]) => {
    const { current } = readSlots(secrets, `spillway/${stage}/destinations/${name}`);
    const why = isConfigured ? ', as configured (--sink-only keeps it here)' : '';
    return `${name.padEnd(12)}  ${url}${why}; verify by ${current}`;
  });
}
