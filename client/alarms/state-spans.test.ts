import { describe, expect, it } from 'vitest';
import { spansOf } from './state-spans.ts';

const change = (at: number, from: string, to: string) => ({ at, from, to, reason: '' });
const range = { from: 100, to: 200 };

describe('the states of an alarm over a time', () => {
  it('are the one that it has now, where it did not change', () => {
    expect(spansOf([], 'OK', range)).toEqual([{ state: 'OK', from: 100, to: 200 }]);
  });

  it('begin with what it was before the first change', () => {
    const changes = [change(120, 'OK', 'ALARM'), change(150, 'ALARM', 'OK')];
    expect(spansOf(changes, 'OK', range)).toEqual([
      { state: 'OK', from: 100, to: 120 },
      { state: 'ALARM', from: 120, to: 150 },
      { state: 'OK', from: 150, to: 200 },
    ]);
  });

  it('end with what it was until then, where it changed later', () => {
    const changes = [change(50, 'ALARM', 'OK'), change(250, 'OK', 'ALARM')];
    expect(spansOf(changes, 'ALARM', range)).toEqual([{ state: 'OK', from: 100, to: 200 }]);
  });
});
