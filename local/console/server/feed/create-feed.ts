import { setTimeout as sleep } from 'node:timers/promises';
import { readRowLine } from './read-row-line.ts';
import type { FeedFrame, WebhookFeed } from './webhook-feed.ts';
import type { WebhookRow } from './webhook-row.ts';
import { WebhookRows } from './webhook-rows.ts';

/** Where lines come from while somebody looks. */
export interface LineSource {
  /** Those of a stretch of time, the oldest first. */
  read(stretch: Stretch, signal: AbortSignal): AsyncIterable<TimedLine>;
  /** Those that come. @param onTrouble why they can't be read; `undefined` once they can again @returns what ends it */
  follow(
    onLine: (line: TimedLine) => void,
    onTrouble: (why: string | undefined) => void,
  ): () => void;
}

/** From `since` on and before `until`: milliseconds since 1970. */
export interface Stretch {
  readonly since: number;
  readonly until: number;
}

export interface TimedLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
}

const againMs = 5_000;
/** So many frames a second at most. */
const framesMs = 100;

interface Listener {
  readonly onFrame: (frame: FeedFrame) => void;
  readonly onTrouble: (why: string | undefined) => void;
}

export interface FeedOptions {
  /** Between two looks at the time before, where that can't be read. */
  readonly pauseMs?: number;
  /** Says in a sentence what an error means. */
  readonly explain?: (error: unknown) => string;
}

/** A feed that reads its source only while somebody has subscribed. */
export function createFeed(
  source: LineSource,
  { pauseMs = againMs, explain = (error) => Object(error).message }: FeedOptions = {},
): WebhookFeed & { stop(): void } {
  const rows = new WebhookRows();
  const listeners = new Set<Listener>();
  let changed = new Map<string, WebhookRow>();
  let number = 0;
  let isReadingBefore = false;
  let timer: NodeJS.Timeout | undefined;
  let end: (() => void) | undefined;

  const send = () => {
    timer = undefined;
    number += 1;
    const frame = { number, isReadingBefore, rows: [...changed.values()] };
    changed = new Map();
    for (const { onFrame } of listeners) onFrame(frame);
  };
  const take = ({ line, at }: TimedLine) => {
    const found = readRowLine(line, at);
    if (found === undefined) return;
    changed.set(found.key, rows.add(found));
    timer ??= setTimeout(send, framesMs);
  };
  const stop = () => {
    end?.();
    end = undefined;
    clearTimeout(timer);
    timer = undefined;
    changed.clear();
  };
  const start = () => {
    const ending = new AbortController();
    rows.clear();
    const tellTrouble = troubleTeller(listeners);
    ending.signal.addEventListener('abort', source.follow(take, tellTrouble));
    const before = { source, now: Date.now(), take, count: () => rows.size };
    isReadingBefore = true;
    const looking = { pauseMs, explain, tellTrouble, signal: ending.signal };
    void lookBack(before, looking, () => {
      isReadingBefore = false;
      timer ??= setTimeout(send, framesMs);
    });
    return () => ending.abort();
  };

  return {
    stop,
    find: (key) => rows.find(key),
    snapshot: async () => ({
      number,
      isReadingBefore,
      rows: rows.all().toSorted((a, b) => a.at - b.at),
    }),
    subscribe(onFrame, onTrouble) {
      const listener = { onFrame, onTrouble };
      listeners.add(listener);
      end ??= start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
  };
}

interface Before {
  readonly source: LineSource;
  readonly now: number;
  readonly take: (line: TimedLine) => void;
  /** How many rows there are. */
  readonly count: () => number;
}

/** So far back a page looks that was just opened, in steps: a busy stage has enough in a minute. */
const stepsMs = [0, 60_000, 300_000, 900_000] as const;
const enoughRows = 2_000;

function troubleTeller(listeners: Iterable<Listener>): Listener['onTrouble'] {
  return (why) => {
    for (const { onTrouble } of listeners) onTrouble(why);
  };
}

interface Looking extends Required<FeedOptions> {
  readonly tellTrouble: Listener['onTrouble'];
  readonly signal: AbortSignal;
}

/** Until it can be read: a stage may be deployed yet, and credentials renewed. @param onLook after each try */
async function lookBack(
  before: Before,
  { pauseMs, explain, tellTrouble, signal }: Looking,
  onLook: () => void,
): Promise<void> {
  for (let hasFailed = false; !signal.aborted; hasFailed = true) {
    const error = await readBefore(before, signal).then(() => undefined, orUnknown);
    if (signal.aborted) return;
    if (error !== undefined || hasFailed) tellTrouble(error && explain(error));
    onLook();
    if (error === undefined) return;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

function orUnknown(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function readBefore({ source, now, take, count }: Before, signal: AbortSignal) {
  for (const [index, age] of stepsMs.slice(1).entries()) {
    if (signal.aborted || count() >= enoughRows) return;
    const stretch = { since: now - age, until: now - (stepsMs[index] ?? 0) };
    for await (const line of source.read(stretch, signal)) {
      if (signal.aborted) return;
      take(line);
    }
  }
}
