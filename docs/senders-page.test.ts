import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import example from '../examples/all-senders.config.ts';
import { type SenderName, senders } from '../service/webhook/senders.ts';
import { sendersPage } from './senders-page.ts';

it('is up to date: if this fails, run `npm run docs`', () => {
  const written = readFileSync(join(import.meta.dirname, 'senders.md'), 'utf8');
  expect(written).toBe(sendersPage());
});

it('is joined by an example that declares a source for each sender', () => {
  const declared = Object.values(example.sources).map(({ sender }) => sender);
  const names: readonly (SenderName | 'custom')[] = [
    ...(Object.keys(senders) as SenderName[]),
    'custom',
  ];
  expect(declared.toSorted()).toEqual(names.toSorted());
});

it('has as many senders as README says', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  expect(readme).toContain(`${Object.keys(senders).length} senders are known by name`);
});
