import { describe, expect, it } from 'vitest';
import { failedMessages } from './batch-response.ts';

const ids = ['a', 'b', 'c'];
const failures = (...items: unknown[]) => ({ batchItemFailures: items });

describe('the answer of a function to a batch', () => {
  it.each([
    ['null', null],
    ['an empty object', {}],
    ['an empty string', ''],
    ['an empty list', failures()],
    ['a null list', { batchItemFailures: null }],
  ])('is complete success when it is %s', (_, answer) => {
    expect(failedMessages(JSON.stringify(answer), ids)).toEqual(new Set());
  });

  it.each([
    ['an empty id', failures({ itemIdentifier: 'a' }, { itemIdentifier: '' })],
    ['a null id', failures({ itemIdentifier: null })],
    ['an id that is no text', failures({ itemIdentifier: 1 })],
    ['an unknown key', failures({ id: 'a' })],
    ['an id that is not in the batch', failures({ itemIdentifier: 'a' }, { itemIdentifier: 'd' })],
    ['a list that is none', { batchItemFailures: 'a' }],
    ['text', 'done'],
    ['a list', []],
    ['a number', 1],
  ])('is complete failure when it has %s', (_, answer) => {
    expect(failedMessages(JSON.stringify(answer), ids)).toEqual(new Set(ids));
  });

  it('names the messages that failed', () => {
    const answer = failures({ itemIdentifier: 'a' }, { itemIdentifier: 'c' });
    expect(failedMessages(JSON.stringify(answer), ids)).toEqual(new Set(['a', 'c']));
  });
});
