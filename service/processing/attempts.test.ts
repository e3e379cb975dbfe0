import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../errors.ts';
import { attemptsBefore, blameFor } from './attempts.ts';

describe('a failure', () => {
  it('is charged to a destination for its answer or its silence, and to ourselves for all else', () => {
    expect(blameFor(new DeliveryError('Destination app answered 503'))).toBe('destination');
    expect(blameFor(new TypeError('transform'))).toBe('own');
    expect(blameFor('no error at all')).toBe('own');
  });
});

describe('the attempts before a receive', () => {
  it('are none for a webhook that comes for the first time', () => {
    expect(attemptsBefore({}, 1, 'own')).toEqual({ destination: 0, own: 0 });
  });

  it('are those that the envelope brings along and the earlier receives of its message', () => {
    const envelope = { attempts: { destination: 3, own: 1 } };
    expect(attemptsBefore(envelope, 3, 'destination')).toEqual({ destination: 5, own: 1 });
    expect(attemptsBefore(envelope, 3, 'own')).toEqual({ destination: 3, own: 3 });
  });
});
