import { beforeEach, describe, expect, it } from 'vitest';
import { minuteMs } from './count-up.ts';
import { type Heard, type ListenPorts, listen } from './listen.ts';

const hourMs = 60 * minuteMs;
const start = Date.UTC(2026, 10, 26, 12, 2);

let arrivals: { key: string; at: number; seenFrom: number }[];
let stored: Heard | undefined;
let now: number;

const ports: ListenPorts = {
  readHeard: async () => stored,
  async readArrivals({ from, to, periodSeconds }) {
    if (from >= to || from % minuteMs !== 0) throw new Error('CloudWatch takes no such range');
    if (now - from > 15 * 24 * hourMs || periodSeconds !== 60) throw new Error('That is gone');
    const of = (key: string) =>
      arrivals
        .filter((one) => one.key === key && one.seenFrom <= now && one.at >= from && one.at < to)
        .map(({ at }) => ({ at: Math.floor(at / minuteMs) * minuteMs, value: 1 }));
    return { 'zoom webhooks': of('zoom webhooks'), 'zoom handshakes': of('zoom handshakes') };
  },
  writeHeard: async (heard) => {
    stored = JSON.parse(JSON.stringify(heard));
  },
};

const arrive = (key: string, at: number, lateMs = 0) =>
  arrivals.push({ key, at, seenFrom: at + lateMs });

/** A run. @returns how many minutes ago it heard from the source */
async function run(at: number): Promise<number | undefined> {
  now = at;
  const heardAt = (await listen(ports, now)).at.zoom;
  return heardAt === undefined ? undefined : (now - heardAt) / minuteMs;
}

beforeEach(() => {
  arrivals = [];
  stored = undefined;
});

describe('the last time that a source was heard', () => {
  it('is that of its last webhook or handshake, whichever came later', async () => {
    arrive('zoom webhooks', start - 3 * minuteMs);
    expect(await run(start)).toBe(3);
    arrive('zoom handshakes', start + minuteMs);
    expect(await run(start + 5 * minuteMs)).toBe(4);
    expect(await run(start + 10 * minuteMs)).toBe(9);
  });

  it('is unknown for one that was never heard, and for one that was silent before the first run', async () => {
    arrive('zoom webhooks', start - 2 * hourMs);
    expect(await run(start)).toBeUndefined();
    expect(await run(start + 30 * 24 * hourMs)).toBeUndefined();
  });

  it('is remembered however long ago it was', async () => {
    arrive('zoom webhooks', start - minuteMs);
    await run(start);
    expect(await run(start + 100 * 24 * hourMs)).toBe(100 * 1440 + 1);
  });

  it('is found after hours in which the audit was down, and where it is counted late', async () => {
    await run(start);
    arrive('zoom webhooks', start + hourMs);
    expect(await run(start + 40 * hourMs)).toBe(39 * 60);
    arrive('zoom webhooks', start + 40 * hourMs, 50 * minuteMs);
    expect(await run(start + 40 * hourMs + 5 * minuteMs)).toBe(39 * 60 + 5);
    expect(await run(start + 41 * hourMs)).toBe(60);
  });

  it('never goes back, even if the clock does', async () => {
    arrive('zoom webhooks', start - minuteMs);
    await run(start);
    expect(await run(start - hourMs)).toBe(-59);
    expect(await run(start + minuteMs)).toBe(2);
  });
});
