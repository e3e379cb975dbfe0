import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createFreshRoutes } from './fresh-routes.ts';

const root = mkdtempSync(join(tmpdir(), 'spillway-routes-'));
afterAll(() => rmSync(root, { recursive: true }));
const file = join(root, 'spillway.config.ts');

/** @param second of its last change */
function write(routes: string, second: number): void {
  const sources = "{ github: { sender: 'github' } }";
  const destinations = "{ app: { type: 'http', url: 'https://app.example.com' } }";
  writeFileSync(
    file,
    `export default { sources: ${sources}, destinations: ${destinations}, routes: ${routes} };`,
  );
  utimesSync(file, second, second);
}

const route = (name: string) => `[{ name: '${name}', match: {}, to: ['app'] }]`;

it('reads the configuration once, and again when it was edited or mended', async () => {
  const read = createFreshRoutes(root, () => undefined);
  const names = async () => (await read()).routes.map(({ name }) => name);
  write(route('one'), 1);
  const first = read();
  expect(await names()).toEqual(['one']);
  expect(read()).toBe(first);
  write(route('two'), 2);
  expect(await names()).toEqual(['two']);
  write("[{ name: 'three' }]", 3);
  await expect(read()).rejects.toThrow('spillway.config.ts is not valid');
  write(route('four'), 4);
  expect(await names()).toEqual(['four']);
});
