import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alarms } from './catalogue.ts';

it('proves every alarm of the catalogue on its series', () => {
  const folder = import.meta.dirname;
  const proven = globSync('*.series.test.ts', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/^ {2}([A-Z]\w+): /gm)].map(([, id]) => id));
  expect(proven.toSorted()).toEqual(Object.keys(alarms).toSorted());
});
