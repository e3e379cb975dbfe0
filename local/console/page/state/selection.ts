import { signal } from '@preact/signals';

/** Keys of the rows that somebody has marked. It is no part of the address: it is for what is done next. */
export const selection = signal<ReadonlySet<string>>(new Set());

export function toggleSelected(key: string): void {
  const next = new Set(selection.value);
  if (!next.delete(key)) next.add(key);
  selection.value = next;
}

export function clearSelection(): void {
  selection.value = new Set();
}
