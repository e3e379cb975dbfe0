import type { Plan, PlannedWebhook } from '../samples/sample.ts';

/**
 * Which webhook the request with a number is: around the sources, each as often as the mix says, and for each of them
 * around its webhooks.
 *
 * @param isSuitable where it holds for none, all are taken
 */
export function createTurns(
  webhooks: readonly PlannedWebhook[],
  isSuitable: (webhook: PlannedWebhook) => boolean,
  mix: Plan['mix'] = {},
): (number: number) => number {
  const suitable = [...webhooks.entries()].filter(([, webhook]) => isSuitable(webhook));
  const chosen = suitable.length > 0 ? suitable : [...webhooks.entries()];
  const own = Map.groupBy(chosen, ([, { source }]) => source);
  const slots = [...own].flatMap(([source, entries]) => {
    const indexes = entries.map(([index]) => index);
    const weight = mix[source] ?? 1;
    return Array.from({ length: weight }, (_, place) => ({ indexes, weight, place }));
  });
  return (number) => {
    const slot = slots[number % slots.length];
    if (slot === undefined) return -1;
    const round = Math.floor(number / slots.length);
    return slot.indexes[(round * slot.weight + slot.place) % slot.indexes.length] ?? -1;
  };
}
