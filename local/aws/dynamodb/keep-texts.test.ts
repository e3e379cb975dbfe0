import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import './dynalite.ts';

it('has dynalite’s store take items as texts', () => {
  const require = createRequire(import.meta.url);
  const load = createRequire(require.resolve('dynalite/db/index.js'));
  const { MemoryLevel } = load('memory-level');
  const store = new MemoryLevel({ valueEncoding: 'json' });
  expect(store.keyEncoding().format).toBe('utf8');
  expect(store.valueEncoding().format).toBe('utf8');
});
