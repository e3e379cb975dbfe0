import { expect, it } from 'vitest';
import { parseOptions } from './options.ts';

it('takes the scenario as it is unless told otherwise', () => {
  expect(parseOptions([])).toEqual({
    help: false,
    json: false,
    rate: undefined,
    seconds: undefined,
  });
});

it('takes a rate and a length', () => {
  expect(parseOptions(['--rate', '50', '--seconds=5', '--json'])).toMatchObject({
    json: true,
    rate: 50,
    seconds: 5,
  });
});

it.each(['0', '-1', '2.5', 'many', ''])('refuses %j as a rate', (rate) => {
  expect(() => parseOptions([`--rate=${rate}`])).toThrow(
    `--rate must be a whole number above 0, not "${rate}"`,
  );
});

it('names an option that it does not know', () => {
  expect(() => parseOptions(['--speed', '5'])).toThrow(/--speed/);
});
