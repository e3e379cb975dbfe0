import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

const patienceMs = 1000;

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/**
 * Shows a file as this system does.
 *
 * @param env has BROWSER, a program, where another than the system's is wanted
 * @returns false where there is nothing that would: on a machine without a screen, mostly
 */
export async function openInBrowser(
  path: string,
  { BROWSER, ...env }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const [program = '', ...args] = BROWSER ? [BROWSER] : (openers[platform] ?? ['xdg-open']);
  const child = spawn(program, [...args, path], { env, stdio: 'ignore', detached: true });
  child.unref();
  const settled = new AbortController();
  const { signal } = settled;
  try {
    // One that fails does so at once; one that stays is the browser itself.
    const [code] = await Promise.race([
      once(child, 'exit', { signal }),
      setTimeout(patienceMs, [0], { signal }),
    ]);
    return code === 0;
  } catch {
    return false;
  } finally {
    settled.abort();
  }
}
