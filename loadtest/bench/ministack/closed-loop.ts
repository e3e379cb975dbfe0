import { Agent, type AgentOptions } from 'node:http';
import { percentilesOf } from '../../judge/statistics.ts';
import { type Door, knock } from '../door.ts';
import type { Payload } from '../payloads.ts';

export interface LoopFigures {
  /** Webhooks a second that were answered 202. */
  readonly perSecond: number;
  /** Milliseconds of these answers. */
  readonly p50: number;
  readonly p99: number;
  /** Answered otherwise, or not at all. */
  readonly refused: number;
}

interface Loop {
  readonly connections: number;
  readonly seconds: number;
  readonly payload: Payload;
}

/** Sends from so many connections, each of which sends its next webhook when the one before is answered. */
export async function closedLoop(
  door: Door,
  { connections, seconds, payload }: Loop,
): Promise<LoopFigures> {
  const options: AgentOptions = { keepAlive: true, maxSockets: connections };
  const agent = new Agent(options);
  const taken: number[] = [];
  let refused = 0;
  const end = performance.now() + seconds * 1000;
  const send = async () => {
    while (performance.now() < end) {
      const startedAt = performance.now();
      const status = await knock(door, payload, agent).catch(() => 0);
      const now = performance.now();
      if (status !== 202) refused += 1;
      else if (now <= end) taken.push(now - startedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, send));
  agent.destroy();
  const { p50 = Number.NaN, p99 = Number.NaN } = percentilesOf(taken) ?? {};
  return { perSecond: taken.length / seconds, p50, p99, refused };
}
