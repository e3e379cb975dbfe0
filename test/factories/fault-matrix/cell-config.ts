import { defineConfig } from '../../../service/webhook/configuration.ts';
import type { JsonWebhook } from '../../../service/webhook/route-config.ts';
import { isEven } from './webhook-index.ts';

/** The bug of a route: nothing that its destination could help. */
function throwForEven({ json }: JsonWebhook) {
  const { id } = Object(json);
  if (isEven(id)) throw new TypeError('Cannot read properties of undefined');
  return { body: { id } };
}

/** How many webhooks a cell has under way at once. */
export const sizes = { single: 1, ten: 10, thousand: 1000 } as const;
export type Size = keyof typeof sizes;

export const sizeTitles = {
  single: 'single',
  ten: 'batch of 10',
  thousand: '1,000 in flight',
} as const satisfies Record<Size, string>;

export function cellName(row: string, size: Size): string {
  return `${row}-${size}`;
}

/** Each cell has a source and a destination of its own, so that what it does can be told from what others do. */
export function cellConfig(
  rows: readonly string[],
  options: { readonly timeoutSeconds?: number } = {},
) {
  const cells = rows.flatMap((row) =>
    (Object.keys(sizes) as Size[]).map((size) => cellName(row, size)),
  );
  const each = <Value>(make: (cell: string) => Value) =>
    Object.fromEntries(cells.map((cell) => [cell, make(cell)]));
  return defineConfig({
    sources: each(() => ({ sender: 'github' as const })),
    destinations: each((cell) => ({
      type: 'http' as const,
      url: `https://${cell}.example.com/webhooks`,
      ...options,
    })),
    routes: cells.map((cell) => ({
      name: cell,
      match: { source: cell, type: 'push' },
      to: [cell],
      ...(cell.startsWith('transform-') && { transform: throwForEven }),
    })),
  });
}
