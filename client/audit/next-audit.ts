/** As `infra/audit-function.ts` schedules it: minutes of each hour. */
const [first, every] = [2 * 60_000, 5 * 60_000];

/** When the audit runs next. Both in milliseconds since 1970. */
export function nextAudit(now: number): number {
  return Math.floor((now - first) / every) * every + first + every;
}
