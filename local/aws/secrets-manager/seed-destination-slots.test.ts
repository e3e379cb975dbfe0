import { expect, it } from 'vitest';
import { readSlots } from './read-slots.ts';
import { SecretStore } from './secret-store.ts';
import { seedDestinationSlots } from './seed-destination-slots.ts';

const url = 'https://app.example.com';

function seed(given: object) {
  const store = new SecretStore('us-east-1', '000000000000');
  store.create('destinations/tracker', JSON.stringify(given));
  store.create('destinations/app', '{"current":"app"}');
  const headers = {
    authorization: { secret: 'api-key' },
    'x-team': { secret: 'team' },
    'x-a': 'b',
  };
  seedDestinationSlots(
    {
      tracker: { type: 'http', url, headers },
      app: { type: 'http', url },
      // Has no secret.
      bus: { type: 'eventbridge' },
    },
    store,
    'destinations/',
  );
  return store;
}

it('makes a value for each slot that a header is taken from, the same after a restart', () => {
  const slots = readSlots(seed({ current: 'signs' }), 'destinations/tracker');
  expect(slots).toEqual({
    current: 'signs',
    'api-key': expect.stringMatching(/^[A-Za-z0-9]{44}$/),
    team: expect.stringMatching(/^[A-Za-z0-9]{44}$/),
  });
  expect(slots['api-key']).not.toBe(slots.team);
  expect(readSlots(seed({ current: 'signs' }), 'destinations/tracker')).toEqual(slots);
});

it('leaves a secret alone that has all that is needed', () => {
  const store = seed({ current: 'signs', 'api-key': 'mine', team: 'ours' });
  expect(readSlots(store, 'destinations/tracker')['api-key']).toBe('mine');
  expect(store.find('destinations/tracker').versions.size).toBe(1);
  expect(store.find('destinations/app').versions.size).toBe(1);
});
