import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Conditions, normal } from './conditions.ts';
import { Processing } from './processing.ts';

const minute = fc.record({
  webhooks: fc.integer({ min: 0, max: 100 }),
  refused: fc.integer({ min: 0, max: 3 }),
  pills: fc.integer({ min: 0, max: 2 }),
  polling: fc.boolean(),
  capacity: fc.integer({ min: 0, max: 120 }),
  destination: fc.constantFrom('up', 'down'),
});

it('loses no webhook, and makes none', () => {
  fc.assert(
    fc.property(fc.array(minute, { minLength: 1, maxLength: 60 }), (minutes) => {
      const processing = new Processing();
      let open = 0;
      for (const [at, given] of minutes.entries()) {
        const conditions: Conditions = { ...normal, ...given };
        open += given.webhooks - processing.pass(at, given.webhooks, conditions).settled;
        const { visible, notVisible, delayed } = processing.depth(at);
        expect(visible + notVisible + delayed).toBe(open);
      }
    }),
  );
});
