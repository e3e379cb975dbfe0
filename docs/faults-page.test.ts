import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultNames, kindOf } from '../client/faults/catalogue.ts';

const page = readFileSync(join(import.meta.dirname, 'faults.md'), 'utf8');

it('the page of faults has each of the catalogue, with its sentence and what can be chosen', () => {
  const rows = faultNames.map((name) => {
    const { place, does, seconds, status } = kindOf(name);
    const choices = [
      ...(place === 'destination' ? ['`--destination`'] : []),
      ...(seconds === undefined ? [] : [`\`--seconds\` ${seconds}`]),
      ...(status === undefined ? [] : [`\`--status\` ${status}`]),
    ].join(', ');
    return `| \`${name}\` | ${does} | ${choices}${choices && ' '}|`;
  });
  expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});
