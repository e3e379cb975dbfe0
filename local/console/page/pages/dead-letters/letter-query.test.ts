import { expect, it } from 'vitest';
import { filterOf, queryOf, scopeText } from './letter-query.ts';

const look = { visible: 120, examined: 120, matching: 37 };

it.each([
  ['37 filtered letters', look, { source: 'github' }, undefined],
  ['1 filtered letter', { ...look, matching: 1 }, { source: 'github' }, undefined],
  ['10 of 37 filtered letters', look, { source: 'github' }, 10],
  ['37 filtered letters', look, { source: 'github' }, 50],
  ['all 37 letters', { ...look, visible: 37, examined: 37 }, {}, undefined],
  ['all (about 5,000) letters', { ...look, visible: 5000 }, {}, undefined],
  ['at least 37 filtered letters', { ...look, visible: 5000 }, { class: 'poison' }, undefined],
] as const)('says that a button is for %s', (text, given, filter, limit) => {
  expect(scopeText(given, filter, limit)).toBe(text);
});

it('takes a filter from the address, the open group in it, and gives it on', () => {
  const query = new URLSearchParams('source=github&class=&letter=m-1&reason=a%26b');
  const filter = filterOf(query, '3f1c2f60c1d1');
  expect(filter).toEqual({ source: 'github', reason: 'a&b', fingerprint: '3f1c2f60c1d1' });
  expect(queryOf(filter)).toBe('?source=github&reason=a%26b&fingerprint=3f1c2f60c1d1');
  expect(queryOf({})).toBe('');
});
