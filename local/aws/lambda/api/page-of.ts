import { z } from 'zod';
import { invalidParameter } from './lambda-fault.ts';

/** The parameters of each operation that lists. */
export const paging = {
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(10_000).optional(),
} as const;

interface Paging {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page, and the marker of the next one: the index of its first item. Lambda gives 50 at most. */
export function pageOf<Item>(
  items: readonly Item[],
  { Marker, MaxItems = 50 }: Paging,
): { readonly page: readonly Item[]; readonly next: { readonly NextMarker?: string } } {
  const start = Marker === undefined ? 0 : Number(Marker);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidParameter('Invalid marker');
  const end = start + Math.min(MaxItems, 50);
  return {
    page: items.slice(start, end),
    next: end < items.length ? { NextMarker: String(end) } : {},
  };
}
