import { computed, signal } from '@preact/signals';
import type { Sendable } from '../../../server/endpoints/list-senders.ts';
import type { SendWish } from '../../../server/webhook/send-order.ts';
import { query } from '../../state/location.ts';

/** A body may be long, and what is in it is nobody's business: it stays out of the address. */
export const typedBody = signal<string | undefined>(undefined);

const number = (name: string, otherwise: number) => {
  const value = Number(query.value.get(name) ?? otherwise);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
};
const text = (name: string) => query.value.get(name) || undefined;

export const count = computed(() => number('count', 1));
export const rate = computed(() => number('rate', 20));

/** What the address asks for, of the first source where it names none. */
export function wishOf({ sources, bad }: Sendable): SendWish | undefined {
  const source = text('source') ?? sources[0]?.source;
  if (source === undefined) return undefined;
  const kind = bad.find((one) => one.kind === text('bad'))?.kind;
  const [example, type, body] = [text('example'), text('type'), typedBody.value];
  return {
    ...{ source, count: kind === undefined ? count.value : 1, ratePerSecond: rate.value },
    ...(kind === undefined ? {} : { bad: kind }),
    ...(body === undefined ? {} : { body }),
    ...(body !== undefined || example === undefined ? {} : { example }),
    ...(type === undefined ? {} : { type }),
  };
}
