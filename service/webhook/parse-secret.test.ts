import { describe, expect, it } from 'vitest';
import { MalformedSecretError } from '../errors.ts';
import { parseSecret } from './parse-secret.ts';

describe('a secret', () => {
  it('is a JSON object from slot to secret, in the order of its slots', () => {
    expect(parseSecret('shop', '{"current":"a b","previous":"c","retired":"d"}')).toEqual([
      { slot: 'current', value: 'a b' },
      { slot: 'previous', value: 'c' },
      { slot: 'retired', value: 'd' },
    ]);
  });

  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ["It's a Secret to Everybody"],
    ['42'],
    ['null'],
  ])('may be a plain text: %s', (value) => {
    expect(parseSecret('shop', value)).toEqual([{ slot: 'current', value }]);
  });

  it.each([
    [''],
    ['  '],
    ['{}'],
    ['[]'],
    ['["hunter2"]'],
    ['"hunter2"'],
    ['{"current":"hunter2"'],
    ['{"current":""}'],
    ['{"current":"hunter2","previous":" "}'],
    ['{"current":["hunter2"]}'],
    ['{"current":null}'],
    ['{"hunter2 as a name":"x"}'],
  ])('that is malformed is an error that names the source and never the value: %s', (value) => {
    expect(() => parseSecret('shop', value)).toThrow(MalformedSecretError);
    expect(() => parseSecret('shop', value)).toThrow(/ shop /);
    expect(() => parseSecret('shop', value)).not.toThrow(/hunter2/);
  });
});
