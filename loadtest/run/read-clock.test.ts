import { expect, it } from 'vitest';
import { startAnswering } from '../fixtures/answering-server.ts';
import { readClock } from './read-clock.ts';

it('tells by how much the clock here is ahead of the server', async () => {
  await using behind = await startAnswering((_, response) => {
    response.setHeader('date', new Date(Date.now() - 600_000).toUTCString());
    response.writeHead(403).end();
  });

  const ahead = (await readClock(behind.url)) ?? 0;
  expect(Math.abs(ahead - 600_000)).toBeLessThan(3000);
});

it('knows no time of a server that does not answer', async () => {
  expect(await readClock('http://127.0.0.1:1/dev')).toBeUndefined();
});
