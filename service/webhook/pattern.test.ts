import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, type JsonPattern } from './pattern.ts';
import { runs } from './vectors/property-runs.ts';

const body = {
  action: 'opened',
  number: 7,
  draft: false,
  closed_at: null,
  prefix: 'a field of that name',
  pull_request: { base: { ref: 'release/2.1' }, labels: [{ name: 'bug' }, { name: 'urgent' }] },
  topics: ['webhooks', 'aws'],
};

const holds: [what: string, pattern: JsonPattern, isMatch: boolean][] = [
  ['an empty pattern', {}, true],
  ['an equal text', { action: 'opened' }, true],
  ['another text', { action: 'closed' }, false],
  ['a text for a number', { number: '7' }, false],
  ['false', { draft: false }, true],
  ['null', { closed_at: null }, true],
  ['null for what is absent', { merged_at: null }, false],
  ['any of a list', { action: ['closed', 'opened'] }, true],
  ['none of a list', { action: ['closed', 'edited'] }, false],
  ['all fields', { action: 'opened', number: 7 }, true],
  ['one field of two', { action: 'opened', number: 8 }, false],
  [
    'a field deep inside',
    { pull_request: { base: { ref: ['main', { prefix: 'release/' }] } } },
    true,
  ],
  ['a field of nothing', { issue: { base: { ref: 'main' } } }, false],
  ['a field of a text', { action: { length: 6 } }, false],
  ['an inherited field', { constructor: [{ exists: true }] }, false],
  ['a field that is called like a matcher', { prefix: 'a field of that name' }, true],
  ['an element of a list', { topics: ['aws'] }, true],
  ['a field of an element', { pull_request: { labels: { name: ['urgent'] } } }, true],
  ['no element of a list', { topics: ['gcp'] }, false],
  ['a suffix', { action: [{ suffix: 'ed' }] }, true],
  ['another suffix', { action: [{ suffix: 'ing' }] }, false],
  ['a wildcard', { pull_request: { base: { ref: [{ wildcard: 'rel*/*.1' }] } } }, true],
  ['a wildcard whose ends overlap', { action: [{ wildcard: 'opened*ned' }] }, false],
  ['a wildcard without a star', { action: [{ wildcard: 'opened' }] }, true],
  ['what exists', { closed_at: [{ exists: true }] }, true],
  ['what does not exist', { merged_at: [{ exists: false }] }, true],
  ['what exists and must not', { action: [{ exists: false }] }, false],
  ['anything but', { action: [{ anythingBut: ['closed'] }] }, true],
  ['anything but this', { action: [{ anythingBut: ['opened'] }] }, false],
  ['anything but, for what is absent', { merged_at: [{ anythingBut: ['x'] }] }, false],
  ['anything but, with one such element', { topics: [{ anythingBut: ['aws'] }] }, false],
  ['a range', { number: [{ numeric: ['>', 6, '<=', 7] }] }, true],
  ['a number out of the range', { number: [{ numeric: ['>', 7] }] }, false],
  ['a range of what is no number', { action: [{ numeric: ['>', 0] }] }, false],
];

describe('a pattern', () => {
  it.each(holds)('of %s: %j gives %s', (_what, pattern, isMatch) => {
    expect(compilePattern(pattern)(body)).toBe(isMatch);
  });

  it.each([undefined, null, 'text', 7])('with a field never matches %s', (value) => {
    expect(compilePattern({ a: 1 })(value)).toBe(false);
  });

  it('matches a wildcard as the regular expression would', () => {
    const letters = fc.stringMatching(/^[ab]{0,8}$/);
    const parts = fc.array(letters, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(letters, letters, parts, (start, end, all) => {
        const text = start + all.join('a') + end;
        const expected = new RegExp(`^${all.join('.*')}$`).test(text);
        expect(compilePattern([{ wildcard: all.join('*') }])(text)).toBe(expected);
      }),
      runs(2_000),
    );
  });
});
