import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Page,
} from 'playwright-core';
import { settled } from './settled.ts';
import type { ConsoleStack } from './start-console-stack.ts';

export interface OpenedPage {
  readonly page: Page;
  /** By the address, as a link in a chat does. */
  visit(path: string, title: string): Promise<void>;
  /** By a click in the navigation. */
  choose(title: string): Promise<void>;
  /**
   * What must not be: errors, violations of the content policy (the browser's console tells of them), dialogs, requests
   * to elsewhere. It is forgotten once it is taken.
   */
  takeTroubles(): readonly string[];
}

type Served = Pick<ConsoleStack, 'url' | 'origin'>;

/** Opens the console, signed in, in a context of its own. */
export async function openPage(
  browser: Browser,
  served: Served,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const viewport = { width: 1280, height: 800 };
  return openAnother(await browser.newContext({ viewport, locale: 'en-US', ...options }), served);
}

/** Beside what is open already: the browser of the tests has one context at a time. */
export async function openAnother(
  context: BrowserContext,
  { url, origin }: Served,
): Promise<OpenedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(`page error: ${message}`));
  page.on('console', (message) => {
    const isTrouble = message.type() === 'error' || message.type() === 'warning';
    if (isTrouble && !isExplained(message)) {
      troubles.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    const isOwn = asked.origin === origin || asked.protocol === 'data:';
    if (!isOwn) troubles.push(`request to ${asked.href}`);
  });
  await page.goto(url);
  return {
    page,
    async visit(path, title) {
      await page.goto(`${origin}${path}`);
      await settled(page, title);
    },
    async choose(title) {
      const navigation = page.getByRole('navigation', { name: 'Pages' });
      await navigation.getByRole('link', { name: title, exact: true }).click();
      await settled(page, title);
    },
    takeTroubles: () => troubles.splice(0),
  };
}

/** What can't be done yet, such as adding up before the first audit: the page says so itself, with what to do. */
function isExplained(message: ConsoleMessage): boolean {
  const isCall = message.location().url.includes('/api/');
  return isCall && message.text().endsWith('responded with a status of 400 (Bad Request)');
}
