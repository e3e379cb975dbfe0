import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultNames } from '../../../client/faults/catalogue.ts';

it('the matrix has a row for every fault of the catalogue', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /-rows?\.ts$/.test(name));
  const text = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join();
  expect(faultNames.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
});
