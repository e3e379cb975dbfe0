import type { CDPSession, Page } from 'playwright-core';

/** What a page asks of the browser's main thread. */
export interface PageWork {
  /** Milliseconds of tasks in each second. */
  readonly taskMsPerSecond: number;
  /** Of these, milliseconds of script. */
  readonly scriptMsPerSecond: number;
  /** Milliseconds of each task that took 50 or more. @see https://www.w3.org/TR/longtasks-1/ */
  readonly longTasksMs: readonly number[];
}

/** Watches a page for so long. */
export async function watchWork(page: Page, seconds: number): Promise<PageWork> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'timeTicks' });
  await page.evaluate(
    "window.longTasks = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longTasks.push(duration) }).observe({ type: 'longtask' })",
  );
  const before = await readSeconds(cdp);
  await page.waitForTimeout(seconds * 1000);
  const after = await readSeconds(cdp);
  const longTasksMs = await page.evaluate<number[]>('window.longTasks');
  await cdp.detach();
  const elapsed = after.at - before.at;
  return {
    taskMsPerSecond: (1000 * (after.task - before.task)) / elapsed,
    scriptMsPerSecond: (1000 * (after.script - before.script)) / elapsed,
    longTasksMs,
  };
}

async function readSeconds(cdp: CDPSession) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const read = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return {
    at: read('Timestamp'),
    task: read('TaskDuration'),
    script: read('ScriptDuration'),
  };
}

/** Bytes that the page's scripts hold once garbage is collected. */
export async function readHeapBytes(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return usedSize;
}
