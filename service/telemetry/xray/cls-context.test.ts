import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamespace, destroyNamespace, getNamespace } from './cls-context.ts';

let namespace: ReturnType<typeof createNamespace>;
beforeEach(() => {
  namespace = createNamespace('test');
});
afterEach(() => {
  destroyNamespace('test');
});

describe('the context of the X-Ray SDK', () => {
  it('is found by its name until it is destroyed', () => {
    expect(getNamespace('test')).toBe(namespace);
    destroyNamespace('test');
    expect(getNamespace('test')).toBeUndefined();
  });

  it('keeps what runs side by side apart, over every await', async () => {
    const work = (name: string) =>
      new Promise<unknown[]>((resolve) => {
        namespace.run(async () => {
          namespace.set('segment', name);
          const seen: unknown[] = [];
          for (let i = 0; i < 5; i++) {
            await setImmediate();
            seen.push(namespace.get('segment'));
          }
          resolve(seen);
        });
      });

    const seen = await Promise.all(['a', 'b', 'c'].map(work));

    expect(seen).toEqual(['a', 'b', 'c'].map((name) => Array(5).fill(name)));
  });

  it('shows an inner run what the outer one set, never the other way round', () => {
    namespace.run(() => {
      namespace.set('segment', 'outer');
      namespace.run(() => {
        expect(namespace.get('segment')).toBe('outer');
        namespace.set('segment', 'inner');
        expect(namespace.get('segment')).toBe('inner');
      });
      expect(namespace.get('segment')).toBe('outer');
    });
    expect(namespace.get('segment')).toBeUndefined();
  });

  it('falls back to what was entered at start-up: the segment of the function', () => {
    namespace.enter(namespace.createContext());
    namespace.set('segment', 'facade');

    expect(namespace.get('segment')).toBe('facade');
    namespace.run(() => {
      expect(namespace.get('segment')).toBe('facade');
      namespace.set('segment', 'its own');
    });
    expect(namespace.get('segment')).toBe('facade');
  });

  it('refuses to set anything outside of a run, as cls-hooked does', () => {
    expect(() => namespace.set('segment', 'lost')).toThrow('No context available');
  });
});
