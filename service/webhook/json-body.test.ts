import { describe, expect, it } from 'vitest';
import { jsonFields, readJsonField } from './json-body.ts';

const read = (json: string, ...path: string[]) => readJsonField(Buffer.from(json), path);

describe('a field of a JSON body', () => {
  it.each([
    ['1954120123869121001', '1954120123869121001'],
    ['1954120123869121002', '1954120123869121002'],
    ['-9007199254740993', '-9007199254740993'],
    ['1e400', '1e400'],
    ['0.1000000000000000055', '0.1000000000000000055'],
    ['9007199254740991', 9007199254740991],
    ['42', 42],
    ['"1954120123869121001"', '1954120123869121001'],
  ])('keeps every digit of %s', (number, field) => {
    expect(read(`{"data":{"id":${number}}}`, 'data', 'id')).toBe(field);
  });

  it.each([
    ['is not there', '{"b":1}'],
    ['is of another kind', '{"a":[1]}'],
    ['is inherited', '{}'],
    ['stands in no JSON', 'a=1'],
  ])('that %s is none', (_, json) => {
    expect(read(json, 'a')).toBeUndefined();
    expect(read(json, 'constructor')).toBeUndefined();
  });

  it('that is called as what every object has is a field like any other', () => {
    const names = ['constructor', 'toString', '__proto__'];
    const json = `{${names.map((name) => `"${name}":"of ${name}"`).join()}}`;
    for (const name of names) expect(read(json, name)).toBe(`of ${name}`);
  });

  it('breaks nothing where a number that needs a second reading lies beside deep nesting', () => {
    const field = jsonFields(Buffer.from(`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)},"id":1e400}`));
    expect(field(['id'])).toBeUndefined();
  });
});
