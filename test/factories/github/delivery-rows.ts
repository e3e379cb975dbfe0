import { randomUUID } from 'node:crypto';

/** A row of the log, as GitHub documents it, with its id as a text. */
export interface GitHubDelivery {
  readonly id: string;
  readonly guid: string;
  readonly delivered_at: string;
  readonly redelivery: boolean;
  readonly duration: number;
  readonly status: string | null;
  readonly status_code: number | null;
  readonly event: string;
  readonly action: string | null;
  readonly installation_id: null;
  readonly repository_id: number;
}

export interface GivenDelivery {
  readonly guid?: string;
  readonly event?: string;
  readonly body?: string;
  /** Milliseconds since 1970, by GitHub's clock. */
  readonly at?: number;
  readonly status?: number | null;
  readonly statusText?: string | null;
}

const firstId = 2n ** 53n + 1n;

/** @param rows the newest first */
export function toRow(
  rows: readonly GitHubDelivery[],
  { status = 200, statusText = statusTextOf(status), ...given }: GivenDelivery,
  now: number,
): GitHubDelivery {
  const guid = given.guid ?? randomUUID();
  return {
    ...{ id: String(firstId + 2n * BigInt(rows.length)), guid },
    redelivery: rows.some((one) => one.guid === guid),
    delivered_at: new Date(given.at ?? now).toISOString(),
    ...{ duration: 0.1, status: statusText, status_code: status, event: given.event ?? 'push' },
    ...{ action: null, installation_id: null, repository_id: 1 },
  };
}

export function statusTextOf(status: number | null): string | null {
  if (status === null) return null;
  return status >= 200 && status < 300 ? 'OK' : `Invalid HTTP Response: ${status}`;
}
