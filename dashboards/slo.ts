/** What we promise. Alarms and dashboards derive from it. */
export const slo = {
  /** The share of intake requests that are answered without a 5xx; those that the gateway throttles don't count. */
  availability: { target: 0.999, days: 30 },
  /** The share of webhooks that are processed within so many seconds of their receipt. */
  freshness: { target: 0.99, seconds: 30, days: 30 },
} as const;
