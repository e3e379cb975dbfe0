import { setTimeout as delay } from 'node:timers/promises';
import type { CommandLines } from '../../../client/command-lines.ts';
import { composeWebhook } from '../../../client/send/compose.ts';
import { deliver } from '../../../client/send/deliver.ts';
import { chooseSource, openChannel } from '../../../client/send/open-channel.ts';
import { sendBad } from '../../../client/send/send-one.ts';
import { readSenders } from '../../../client/stage/configuration.ts';
import type { Load } from '../drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

export interface RunningLoad {
  /** Ends it once all that was sent is answered. */
  readonly stop: () => Promise<void>;
}

/** How often each answer came: an HTTP status, or `unreachable`. */
export type Answers = Map<string, number>;

const lines: CommandLines = {
  same: () => 'npm run drill',
  other: (words) => ['npx', 'spillway', ...words].join(' '),
};

/** Sends from now on. What is answered is counted. @throws CommandError where nothing can be signed */
export async function startLoad(
  on: DrillStage,
  load: Load,
  answers: Answers,
): Promise<RunningLoad> {
  const send = await openSend(on, load);
  const stopping = new AbortController();
  const under = new Set<Promise<unknown>>();
  const everyMs = 60_000 / load.perMinute / on.clockFactor;
  const running = (async () => {
    const startedAt = performance.now();
    for (let index = 1; !stopping.signal.aborted; index++) {
      const answer = send()
        .catch(() => 'unreachable')
        .then((status) => answers.set(status, (answers.get(status) ?? 0) + 1))
        .finally(() => under.delete(answer));
      under.add(answer);
      const pauseMs = Math.max(0, startedAt + index * everyMs - performance.now());
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(under);
    },
  };
}

/** @returns sends one, and gives the status of the answer */
async function openSend(
  { stage, clients, root }: DrillStage,
  { source, type, bytes, bad }: Load,
): Promise<() => Promise<string>> {
  const senders = await readSenders(stage, root, stage.configFile);
  const sources = { senders, hasEvents: stage.stack?.events !== undefined };
  const chosen = chooseSource(sources, source);
  const { channel } = await openChannel(chosen, sources, { stage, clients, lines });
  const body =
    bytes === undefined ? undefined : Buffer.from(JSON.stringify({ drill: 'x'.repeat(bytes) }));
  const composed = composeWebhook(channel, { type, body });
  return async () => {
    const now = Date.now();
    if (bad !== undefined) {
      return String((await sendBad(channel, composed, bad, now)).answer.status);
    }
    const request = channel.sign(composed.compose(now), now);
    if (request === undefined) throw new Error(`Nothing of ${chosen} can be signed here`);
    return String((await deliver(channel.url, request)).status);
  };
}
