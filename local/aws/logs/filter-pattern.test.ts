import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

const failed = '{ ($.status = "5*") && ($.errorType != "THROTTLED") && ($.errorType != "WAF_*") }';

describe('a pattern of fields', () => {
  it.each([
    [{ status: '503', errorType: '-' }, true],
    [{ status: '503', errorType: 'INTEGRATION_FAILURE' }, true],
    [{ status: '503', errorType: 'THROTTLED' }, false],
    [{ status: '503', errorType: 'WAF_FILTERED' }, false],
    [{ status: '202', errorType: '-' }, false],
    [{ status: '1503', errorType: '-' }, false],
    [{ status: '503' }, false],
    ['a text', false],
    [[], false],
  ])('takes %j: %j', (entry, isMatch) => {
    expect(parseFilterPattern(failed)(JSON.stringify(entry))).toBe(isMatch);
  });

  it('takes no text that is no JSON', () => {
    expect(parseFilterPattern('{ $.a NOT EXISTS }')('{"b": 1')).toBe(false);
    expect(parseFilterPattern('{ $.a NOT EXISTS }')('START')).toBe(false);
  });

  it('joins with || more loosely than with &&, and parentheses first', () => {
    const matches = (pattern: string) =>
      parseFilterPattern(pattern)(JSON.stringify({ a: '1', b: '2', c: '3' }));
    expect(matches('{ $.a = "1" || $.b = "0" && $.c = "0" }')).toBe(true);
    expect(matches('{ ($.a = "1" || $.b = "0") && $.c = "0" }')).toBe(false);
    expect(matches('{ $.a = 1 }')).toBe(true);
  });

  // The document and the patterns of AWS's page on it.
  const trail = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    coordinates: [
      [0, 1, 2],
      [4, 5, 6],
    ],
    SomeObject: null,
    isLate: true,
    'cluster.name': 'c',
    quoted: 'say "a" \\ b',
  });
  it.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{$.eventType="UpdateTrail"}', true],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.sourceIPAddress != 111.111.* }', false],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.eventType = %Trail% }', true],
    ['{ $.eventType = %^Trail% }', false],
    ['{ $.arrayKey[*] = %val.{2}% }', true],
    ['{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }', true],
    ['{ $.[\'cluster.name\'] = "c" }', true],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.eventType IS NULL }', false],
    ['{ $.SomeOtherObject NOT EXISTS }', true],
    ['{ $.SomeObject NOT EXISTS }', false],
    ['{ $.isLate IS TRUE }', true],
    ['{ $.isLate IS FALSE }', false],
    ['{ ($.objectList[1].id = 2) && ($.coordinates[1][2] >= 6) }', true],
    ['{ $.coordinates[1][2] > 6 }', false],
    ['{ $.objectList[0].id <= 1e0 }', true],
    ['{ $.objectList[0].id < 1 }', false],
    ['{ $.eventType > 1 }', false],
    ['{ $.quoted = "say \\"a\\" \\\\ b" }', true],
  ])('reads %s: %j', (pattern, isMatch) => {
    expect(parseFilterPattern(pattern)(trail)).toBe(isMatch);
  });
});

describe('a pattern of terms', () => {
  const lines = [
    '[ERROR 400] BAD REQUEST',
    '[ERROR 401] UNAUTHORIZED REQUEST',
    '[ERROR 419] MISSING ARGUMENTS',
    '[INFO] INVALID ARGUMENTS PROVIDED',
  ];
  it.each<[string, readonly number[]]>([
    ['ERROR', [0, 1, 2]],
    ['error', []],
    ['ERROR ARGUMENTS', [2]],
    ['?ERROR ?ARGUMENTS', [0, 1, 2, 3]],
    ['?ERROR ?INFO BAD', [0]],
    ['"BAD REQUEST"', [0]],
    ['"[ERROR"', [0, 1, 2]],
    ['ERROR -ARGUMENTS', [0, 1]],
    ['-"BAD REQUEST"', [1, 2, 3]],
    ['%AUTHORIZED%', [1]],
    ['%40[01]%', [0, 1]],
    ['', [0, 1, 2, 3]],
    ['" "', [0, 1, 2, 3]],
  ])('finds with %j the lines %j', (pattern, found) => {
    const matches = parseFilterPattern(pattern);
    expect([...lines.keys()].filter((index) => matches(lines[index] ?? ''))).toEqual(found);
  });
});

describe('what is not understood', () => {
  it.each([
    ...['{ $.a = "1" ', '{ $.a = "1" } x', '{ $.a EXISTS }', '{ $.a IS NOT NULL }', '{ a = 1 }'],
    ...['{ $.a > "x" }', '{ $.a = %(b)% }', '{ $ = 1 }', '{ $.a[x] = 1 }', '{}', '{ $.a ~ 1 }'],
    ...['[a, b]', 'a.b', '"open', '%a%b%', '%[%', '{ $.a = "1" || }'],
  ])('is refused: %s', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(/not understood/);
  });
});
