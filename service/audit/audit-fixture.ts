import type { AuditPorts, Level } from './audit.ts';
import { minuteMs } from './count-up.ts';
import { type CountName, countNames } from './counted.ts';
import type { Ledger } from './ledger.ts';

const dayMs = 24 * 60 * minuteMs;

interface Occasion {
  readonly at?: number;
  /** After which it is to be seen. */
  readonly lateMs?: number;
  readonly value?: number;
}

/** CloudWatch, the queue and the table, as far as the audit sees them. */
export function anAuditedStage() {
  const counts: { name: CountName; at: number; seenFrom: number; value: number }[] = [];
  let stored: { readonly ledger: Ledger | undefined; readonly version: number } = {
    ledger: undefined,
    version: 0,
  };
  const world = {
    now: Date.UTC(2026, 10, 26, 12),
    level: { visible: 0, inFlight: 0, delayed: 0 } satisfies Level as Level,
    requests: 0,
    /** Called before a write: another run may come first. */
    beforeWrite: async () => {},
    count(name: CountName, { at: given, lateMs = 0, value = 1 }: Occasion = {}): void {
      const at = given ?? world.now;
      counts.push({ name, at, seenFrom: at + lateMs, value });
    },
    stored: () => stored,
    passMinutes(minutes: number): void {
      world.now += minutes * minuteMs;
    },
  };
  const ports: AuditPorts = {
    readLedger: async () => stored,
    readLevel: async () => world.level,
    async readCounts({ from, to, periodSeconds }) {
      world.requests++;
      if (from >= to) throw new Error('StartTime must be before EndTime');
      const periodMs = periodSeconds * 1000;
      requireKept(world.now - from, periodSeconds);
      const start = (time: number) => Math.floor(time / periodMs) * periodMs;
      const seen = counts.filter(({ at, seenFrom }) => {
        return seenFrom <= world.now && start(at) >= start(from) && at < to;
      });
      const series = (name: CountName) => {
        const sums = new Map<number, number>();
        for (const one of seen.filter((each) => each.name === name)) {
          sums.set(start(one.at), (sums.get(start(one.at)) ?? 0) + one.value);
        }
        return [...sums].map(([at, value]) => ({ at, value }));
      };
      return Object.fromEntries(countNames.map((name) => [name, series(name)])) as never;
    },
    async replaceLedger(ledger, replaces) {
      await world.beforeWrite();
      if (stored.version !== replaces) return false;
      stored = { ledger: JSON.parse(JSON.stringify(ledger)), version: replaces + 1 };
      return true;
    },
  };
  return Object.assign(world, { ports });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
function requireKept(ageMs: number, periodSeconds: number): void {
  const keptDays = periodSeconds < 300 ? 15 : periodSeconds < 3600 ? 63 : 455;
  if (ageMs > keptDays * dayMs) throw new Error(`Periods of ${periodSeconds} s are gone by then`);
}
