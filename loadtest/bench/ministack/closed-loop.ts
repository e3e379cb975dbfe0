import { randomUUID } from 'node:crypto';
import { Agent, type AgentOptions, request } from 'node:http';
import { signAsGitHub } from '../../../client/example-webhook/sign-as-github.ts';
import { percentilesOf } from '../../judge/statistics.ts';
import type { Payload } from '../payloads.ts';

/** Where GitHub's webhooks of one API go. */
export interface Door {
  readonly port: number;
  /** With the stage: `/dev/webhooks/github`. */
  readonly path: string;
  /** The name by which the API is asked for, where it isn't the address. */
  readonly host?: string;
  readonly secret: string;
}

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
      const status = await post(door, payload, agent).catch(() => 0);
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

function post(
  { port, path, host, secret }: Door,
  payload: Payload,
  agent: Agent,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...signAsGitHub(payload, secret, randomUUID()),
      'content-length': payload.body.length,
      ...(host && { host }),
    };
    const timeout = 30_000;
    const sent = request(
      { host: '127.0.0.1', port, path, method: 'POST', agent, headers, timeout },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
        response.once('error', reject);
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('No answer within 30 s')));
    sent.once('error', reject);
    sent.end(payload.body);
  });
}
