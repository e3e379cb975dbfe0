import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEnvelope } from '../../test/factories/envelope.ts';
import { archiveBound, archiveKey, receivedAtOf } from './archive.ts';

describe('the key of an archived webhook', () => {
  it('says from where and when it is, and nothing that the sender chose', () => {
    const key = archiveKey(anEnvelope({ deliveryId: '../../bodies/x' }));
    expect(key).toMatch(/^archive\/github\/2026-11-23\/12\/20261123T120000000Z-[0-9a-f]{16}$/);
  });

  it('is the same for the same webhook, and another one for another', () => {
    expect(archiveKey(anEnvelope())).toBe(archiveKey(anEnvelope({ nonce: 'n', type: 'ping' })));
    expect(archiveKey(anEnvelope())).not.toBe(archiveKey(anEnvelope({ deliveryId: 'd-2' })));
  });

  const time = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2120-01-01'),
    noInvalidDate: true,
  });

  it('stands in the order of time, and on the right side of each bound', () => {
    fc.assert(
      fc.property(time, time, fc.string({ minLength: 1 }), (received, bound, deliveryId) => {
        const key = archiveKey(anEnvelope({ receivedAt: received.toISOString(), deliveryId }));
        const isFrom = key > archiveBound('github', bound.getTime());
        expect(isFrom).toBe(received.getTime() >= bound.getTime());
        expect(receivedAtOf(key)).toBe(received.toISOString());
      }),
    );
  });

  it.each(['archive/github/readme.txt', 'bodies/github/2026-11-23/abc'])(
    'is told from another object: %s',
    (key) => {
      expect(receivedAtOf(key)).toBeUndefined();
    },
  );
});
