import type { Browser, Page } from 'playwright-core';
import type { StackDescription } from '../../../client/stack-file.ts';
import { startConsole } from '../../../local/console/server/start-console.ts';
import { launchBrowser } from '../../../test/console/launch-browser.ts';
import { fixtureArguments } from '../../../test/factories/fixture-inputs.ts';
import { type Point, slopeOf } from '../../judge/slope.ts';
import { createChildren } from '../../run/children.ts';
import { startStack } from '../../run/start-stack.ts';
import { watchMemory } from '../../run/telemetry/watch-memory.ts';
import { compare, interleave, type Round } from '../compare.ts';
import type { Door } from '../door.ts';
import { readExamplePayloads } from '../payloads.ts';
import { openLoop } from './open-loop.ts';
import { type PageWork, readHeapBytes, watchWork } from './page-work.ts';
import { readCpuSeconds } from './read-cpu-seconds.ts';
import { createRecordedFeed } from './recorded-frames.ts';

interface ConsoleOptions {
  readonly rounds: number;
  readonly isQuick: boolean;
  /** Also a page that stays open for a quarter of an hour. */
  readonly isLong: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

/** Whether a page is open. */
export type Openness = 'open' | 'closed';

export interface ConsoleResult {
  readonly perSecond: number;
  /** Milliseconds from the first request to a fresh server until its script was there: bundling. */
  readonly bundleMs: number;
  /** Milliseconds until something, and until the content, was painted, load by load. */
  readonly paintsMs: readonly { readonly first: number; readonly content: number }[];
  /** Milliseconds of the stack's processor time for each webhook, round by round. */
  readonly rounds: readonly Round<Openness, number>[];
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
  /** 1,000 new rows a second above 10,000. */
  readonly work: PageWork;
  readonly memory?: Readonly<Record<'page' | 'stack', Growth>>;
}

/** Bytes an hour, with the bounds that hold the slope with a probability of 99 %. */
export interface Growth {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

const perSecond = 200;
const payload = readExamplePayloads().find(({ type }) => type === 'push');

/**
 * What an open console costs the stack and the browser.
 *
 * @throws Error that says what to do, where there is no Chromium
 */
export async function benchConsole(options: ConsoleOptions): Promise<ConsoleResult> {
  const { env, progress, isQuick, isLong } = options;
  const children = createChildren();
  const browser = await launchBrowser();
  try {
    progress('Replaying 1,000 rows a second into the page');
    const replayed = await replayRows(browser, isQuick ? 2 : 20);
    progress('Starting the embedded stack');
    const stack = await startStack({
      ...{ children, env, inputs: fixtureArguments.npmStart, timeoutMilliseconds: 60_000 },
    });
    const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const paintsMs = await paint(page, stack, isQuick ? 1 : 5);
    const rounds = await compareOpenness(page, stack, options);
    const { ratio, least, greatest } = compare(rounds, 'open', 'closed', (cpuMs) => cpuMs);
    progress(isLong ? 'Watching memory for 15 minutes' : 'Stopping');
    const memory = isLong ? await watchGrowth(page, stack, isQuick ? 30 : 900) : undefined;
    return {
      ...{ perSecond, ...replayed, paintsMs, rounds },
      ratio: { median: ratio, least, greatest },
      ...(memory && { memory }),
    };
  } finally {
    await browser.close();
    await children.stopAll();
  }
}

function addressOf({ consoleUrl }: StackDescription, path: string): string {
  if (consoleUrl === undefined) throw new Error('The embedded stack has no console.');
  const url = new URL(consoleUrl);
  url.pathname = path;
  return url.href;
}

function doorOf({ endpoint, sources }: StackDescription): Door {
  const { port, pathname } = new URL(endpoint);
  const secret = sources.github?.secret ?? '';
  return { port: Number(port), path: `${pathname}/webhooks/github`, secret };
}

async function send(stack: StackDescription, seconds: number): Promise<number> {
  if (payload === undefined) throw new Error('There is no example of a push');
  return await openLoop(doorOf(stack), { perSecond, seconds, payload });
}

async function replayRows(browser: Browser, seconds: number) {
  const console = await startConsole({
    port: 0,
    open: async () => ({
      context: {
        ...{ stage: { name: 'local', isEmbedded: false }, mayWrite: false, now: Date.now },
        feed: createRecordedFeed(1000),
      } as never,
      close: async () => undefined,
    }),
  });
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  try {
    const [script, startedAt] = [new URL('/main.js', console.url), performance.now()];
    await page.context().request.get(console.url);
    await page.context().request.get(script.href);
    const bundleMs = performance.now() - startedAt;
    const url = new URL(console.url);
    url.pathname = '/events';
    await page.goto(url.href);
    await page.getByRole('list', { name: /^Webhooks/ }).waitFor();
    await page.waitForTimeout(1000);
    return { bundleMs, work: await watchWork(page, seconds) };
  } finally {
    await page.close();
    await console.stop();
  }
}

async function paint(page: Page, stack: StackDescription, times: number) {
  const paints: { readonly first: number; readonly content: number }[] = [];
  // Bundles.
  await page.goto(addressOf(stack, '/'));
  for (let time = 0; time < times; time++) {
    await page.goto('about:blank');
    await page.goto(addressOf(stack, '/'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    paints.push(
      await page.evaluate(`({
        first: performance.getEntriesByName('first-paint')[0].startTime,
        content: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      })`),
    );
  }
  return paints;
}

async function compareOpenness(
  page: Page,
  stack: StackDescription,
  { isQuick, rounds, progress }: ConsoleOptions,
) {
  await send(stack, isQuick ? 1 : 15);
  return await interleave<Openness, number>(['open', 'closed'], rounds, async (openness) => {
    progress(`${perSecond} webhooks a second, the page ${openness}`);
    await page.goto(openness === 'open' ? addressOf(stack, '/events') : 'about:blank');
    await send(stack, 2);
    const before = await readCpuSeconds(stack.pid);
    const taken = await send(stack, isQuick ? 1 : 20);
    return (1000 * ((await readCpuSeconds(stack.pid)) - before)) / taken;
  });
}

async function watchGrowth(page: Page, stack: StackDescription, seconds: number) {
  await page.goto(addressOf(stack, '/events'));
  // A page that has all the rows that it keeps, and a stack that is warm.
  await send(stack, Math.min(60, seconds));
  const startedAt = performance.now();
  const watch = watchMemory(stack.pid);
  const heaps: Point[] = [];
  const ended = send(stack, seconds);
  for (let next = 0; next < seconds; next += seconds / 60) {
    const due = startedAt + next * 1000 - performance.now();
    await page.waitForTimeout(Math.max(0, due));
    heaps.push([(performance.now() - startedAt) / 3_600_000, await readHeapBytes(page)]);
  }
  await ended;
  const samples = await watch.stop();
  const resident = samples.map(({ at, bytes }): Point => [at / 3_600_000, bytes]);
  return { page: growthOf(heaps), stack: growthOf(resident) };
}

function growthOf(points: readonly Point[]): Growth {
  const fitted = slopeOf(points);
  if (fitted === undefined) throw new Error('Memory was sampled too seldom.');
  const { slope, low, high, meanOfY } = fitted;
  return { slope, low, high, mean: meanOfY };
}
