import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './launch-browser.ts';
import { type OpenedPage, openPage } from './open-page.ts';
import {
  type ConsoleOptions,
  type ConsoleStack,
  startConsoleStack,
} from './start-console-stack.ts';

/** A stack, with its console open in a browser: from the first test of a file to its last. */
export interface OpenConsole {
  readonly stack: ConsoleStack;
  readonly opened: OpenedPage;
  readonly page: Page;
}

/** All stories of a file share it, since a stack of their own each would take longer than they do. */
export function openConsole(options?: ConsoleOptions): OpenConsole {
  let stack: ConsoleStack | undefined;
  let browser: Browser | undefined;
  let opened: OpenedPage | undefined;
  beforeAll(async () => {
    [stack, browser] = await Promise.all([startConsoleStack(options), launchBrowser()]);
    opened = await openPage(browser, stack);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  return {
    get stack() {
      return started(stack);
    },
    get opened() {
      return started(opened);
    },
    get page() {
      return started(opened).page;
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('It is there while tests run, not before.');
  return value;
}
