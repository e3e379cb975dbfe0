import type { z } from 'zod';
import type { Alarms } from '../alarms/alarms.ts';
import type { Clock } from '../clock.ts';
import type { Dashboard } from '../dashboards/dashboard.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { invalidParameter } from './api-error.ts';

export interface ApiContext {
  readonly clock: Clock;
  readonly store: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: () => DeployedDashboards;
}

export interface DeployedDashboards {
  readonly list: readonly Dashboard[];
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly deployedAt: number;
}

/** One action of the API: takes the request's JSON, returns the answer's. Times are seconds since 1970. */
export type Action = (input: unknown, context: ApiContext) => object;

/** Checks the input against its schema and names the first field that is wrong. */
export function defineAction<Input>(
  schema: z.ZodType<Input>,
  run: (input: Input, context: ApiContext) => object,
): Action {
  return (input, context) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data, context);
    const [issue] = parsed.error.issues;
    throw invalidParameter(`${issue?.path.join('.') ?? 'The request'}: ${issue?.message}`);
  };
}

/** One page of `items`, and the token of the next one. A token is the index of its first item. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(start) || start < 0)
    throw invalidParameter('NextToken is not one of ours');
  const page = items.slice(start, start + size);
  const next = start + size;
  return { page, ...(next < items.length ? { NextToken: String(next) } : {}) };
}

export const toSeconds = (milliseconds: number): number => milliseconds / 1000;
