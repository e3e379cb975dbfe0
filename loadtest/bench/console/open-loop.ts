import { Agent } from 'node:http';
import { holdUntil, now } from '../../generator/pace.ts';
import { type Door, knock } from '../door.ts';
import type { Payload } from '../payloads.ts';

interface OpenLoop {
  readonly perSecond: number;
  readonly seconds: number;
  readonly payload: Payload;
}

/**
 * Sends so many webhooks a second, evenly, whatever becomes of those before.
 *
 * @returns how many were answered 202
 */
export async function openLoop(
  door: Door,
  { perSecond, seconds, payload }: OpenLoop,
): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const startedAt = now();
  let taken = 0;
  const send = async () => {
    const status = await knock(door, payload, agent).catch(() => 0);
    if (status === 202) taken += 1;
  };
  const under: Promise<void>[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    const dueAt = startedAt + (index / perSecond) * 1000;
    await new Promise<void>((resolve) => holdUntil(dueAt, resolve));
    under.push(send());
  }
  await Promise.all(under);
  agent.destroy();
  return taken;
}
