/** Our promises. Alarms and dashboards derive from them. */
export const slo = {
  /** The share of intake requests answered without a 5xx. Requests that the gateway throttles don't count. */
  availability: { target: 0.999, days: 30 },
  /** The share of webhooks that are processed within so many seconds of their receipt. */
  freshness: { target: 0.99, seconds: 30, days: 30 },
} as const;
