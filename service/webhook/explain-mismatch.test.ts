import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainMismatch } from './explain-mismatch.ts';
import { compilePattern, type JsonPattern, type ValuePattern } from './pattern.ts';
import { propertyRuns } from './vectors/property-runs.ts';

const body = {
  action: 'opened',
  data: { object: { amount: 250, currency: 'eur' } },
  'line items': [
    { sku: 'a', left: 0 },
    { sku: 'b', left: 3 },
  ],
};

describe('why a value does not match', () => {
  it.each<[what: string, pattern: JsonPattern, why: string]>([
    ['another text', { action: 'closed' }, "json.action is not 'closed'"],
    ['none of a list', { action: ['a', null, 7] }, "json.action is none of 'a', null, 7"],
    [
      'a matcher, deep inside',
      { data: { object: { currency: 'eur', amount: [{ numeric: ['>=', 1000] }] } } },
      "json.data.object.amount is not { numeric: [ '>=', 1000 ] }",
    ],
    [
      'an absent field',
      { user: { id: [{ exists: true }] } },
      'json.user.id is not { exists: true }',
    ],
    [
      'a field that every element lacks',
      { 'line items': { sku: [{ prefix: 'x' }] } },
      "json['line items'].sku is not { prefix: 'x' }",
    ],
    [
      'elements that fail in different places',
      { 'line items': { sku: 'a', left: [{ numeric: ['>', 0] }] } },
      "json['line items'] is not { sku: 'a', left: [ { numeric: [ '>', 0 ] } ] }",
    ],
  ])('names the path and the condition: %s', (_what, pattern, why) => {
    expect(explainMismatch('json', pattern, body)).toBe(why);
  });

  it('stays short, whatever the configuration holds', () => {
    const many = Array.from({ length: 500 }, (_, index) => `invoice.${index}`);
    expect(explainMismatch('type', many, 'ping')).toMatch(/'invoice\.5' and 494 more$/);
    const deep = { ['f'.repeat(400)]: { g: 'x'.repeat(400) } };
    expect(explainMismatch('json', deep, {})).toHaveLength(300);
  });

  it('is there exactly if the value does not match', () => {
    fc.assert(
      fc.property(patterns, values, (pattern, value) => {
        const isExplained = explainMismatch('json', pattern, value) !== undefined;
        expect(isExplained).toBe(!compilePattern(pattern)(value));
      }),
      propertyRuns,
    );
  });

  it('holds nothing of the value', () => {
    const secret = fc.stringMatching(/^sesame[a-z]{6}$/);
    fc.assert(
      fc.property(patterns, valuesOf(secret, secret), (pattern, value) => {
        expect(explainMismatch('json', pattern, value) ?? '').not.toContain('sesame');
      }),
      propertyRuns,
    );
  });
});

/** Few names and few values, so that many of them match. */
const name = fc.constantFrom('a', 'b', 'prefix', '0');
const scalar = fc.constantFrom<string | number | boolean | null>('a', 'ab', 1, 2, true, null);
const matcher = fc.oneof(
  scalar,
  fc.record({ prefix: fc.constantFrom('a', 'b') }),
  fc.record({ wildcard: fc.constantFrom('a*', '*b') }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ anythingBut: fc.array(fc.constantFrom<string | number>('a', 1), { minLength: 1 }) }),
  fc.record({ numeric: fc.constantFrom<['>' | '<', number]>(['>', 1], ['<', 2]) }),
);
const { patterns } = fc.letrec<{ patterns: ValuePattern | JsonPattern }>((tie) => ({
  patterns: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(matcher, { minLength: 1, maxLength: 3 }),
    fc.dictionary(name, tie('patterns'), { maxKeys: 2 }) as fc.Arbitrary<JsonPattern>,
  ),
}));

function valuesOf(leaf: fc.Arbitrary<unknown>, key: fc.Arbitrary<string>) {
  return fc.letrec<{ values: unknown }>((tie) => ({
    values: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('values'), { maxLength: 3 }),
      fc.dictionary(key, tie('values'), { maxKeys: 3 }),
    ),
  })).values;
}
const values = valuesOf(fc.oneof(scalar, fc.constant(undefined)), name);
