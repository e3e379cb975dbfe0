import type { Page } from 'playwright-core';

/** Runs in the other page. */
const tries = `async (origin) => {
  const call = (path, options = {}) =>
    fetch(origin + path, { credentials: 'include', ...options }).then(
      ({ status, type }) => type + ' ' + status,
      () => 'failed',
    );
  const load = (element) =>
    new Promise((resolve) => {
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('failed');
      document.body.append(element);
    });
  const headers = { 'content-type': 'application/json', 'x-spillway-write': 'guessed' };
  const script = Object.assign(document.createElement('script'), { src: origin + '/main.js' });
  return {
    read: await call('/api/session'),
    written: await call('/api/send', { method: 'POST', body: '{"source":"github"}' }),
    writtenWithToken: await call('/api/send', { method: 'POST', body: '{}', headers }),
    script: await load(script),
  };
}`;

/** How ended what a page of another origin makes of the console, in a browser that is signed in to it. */
export function tryFromOutside(page: Page, origin: string): Promise<unknown> {
  return page.evaluate(`(${tries})(${JSON.stringify(origin)})`);
}
