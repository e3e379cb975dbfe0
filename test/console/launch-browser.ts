import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const variable = 'SPILLWAY_CHROMIUM';
const remedy = `Install Chrome or Chromium, and name its file: ${variable}=/path/to/chrome npm test.`;

/** Where Chrome is on machines for which the package @sparticuz/chromium has none: it has that of Linux on x64. */
const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * A Chromium, as strict as it is delivered: the arguments that the package recommends would let a page read others.
 *
 * @throws Error where there is none that starts, with what to do
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  // Its sandbox needs what containers and root don't have; it opens nothing but pages of this machine.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  return await chromium.launch({ executablePath, args }).catch((cause: unknown) => {
    throw new Error(`${executablePath} does not start. ${remedy}`, { cause });
  });
}

async function findChromium(): Promise<string> {
  const named = process.env[variable];
  if (named !== undefined) return named;
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  }
  const found = installed.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`There is no Chromium for this test. ${remedy}`);
  return found;
}
