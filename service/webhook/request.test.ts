import { describe, expect, it } from 'vitest';
import { createRequest, withHeaders, withQuery } from './request.ts';

const body = Buffer.from('{}');
/** As a caller can send them in JSON: own properties, whatever their names. */
const everyObjectHas = JSON.parse(
  '{"constructor":["a"],"toString":["b"],"__proto__":["c"],"hasOwnProperty":["d"]}',
);

describe('a request', () => {
  it('has its headers in lower case, and the lines of those that came more than once', () => {
    const request = createRequest({
      headers: { 'X-One': ['1'], 'X-Two': ['a', 'b'], 'x-TWO': 'c', 'X-None': [] },
      body,
    });
    expect({ ...request.headers }).toEqual({ 'x-one': '1', 'x-two': 'a, b, c' });
    expect({ ...request.headerLines }).toEqual({ 'x-two': ['a', 'b', 'c'] });
  });

  it('keeps all values of a parameter in their order', () => {
    const { query } = createRequest({ query: { a: ['2', '1', '2'], B: '' }, body });
    expect({ ...query }).toEqual({ a: ['2', '1', '2'], B: [''] });
  });

  it('takes names that every object has for names like any other', () => {
    const none = createRequest({ headers: null, query: null, body });
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(none.headers[name]).toBeUndefined();
      expect(none.headerLines[name]).toBeUndefined();
      expect(none.query[name]).toBeUndefined();
    }
    const all = createRequest({ headers: everyObjectHas, query: everyObjectHas, body });
    expect(new Map(Object.entries(all.query)).get('__proto__')).toEqual(['c']);
    expect(Object.entries(all.headers)).toEqual([
      ['constructor', 'a'],
      ['tostring', 'b'],
      ['__proto__', 'c'],
      ['hasownproperty', 'd'],
    ]);
  });

  it('can have further headers and parameters, or others in their place', () => {
    const request = createRequest({ headers: { a: ['1', '2'], b: '3' }, query: { a: '1' }, body });
    const changed = withQuery(withHeaders(request, { a: '4', b: undefined }), { b: ['2', '3'] });
    expect(Object.entries(changed.headers)).toEqual([['a', '4']]);
    expect(Object.entries(changed.headerLines)).toEqual([]);
    expect({ ...changed.query }).toEqual({ a: ['1'], b: ['2', '3'] });
    expect({ ...request.headerLines }).toEqual({ a: ['1', '2'] });
    expect(Object.getPrototypeOf(changed.headers)).toBeNull();
  });
});
