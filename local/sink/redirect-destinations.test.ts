import { expect, it } from 'vitest';
import { redirectDestinations } from './redirect-destinations.ts';

const standIns = { url: 'http://127.0.0.1:1', queuesUrl: 'http://127.0.0.1:2/000000000000' };

it('has a function that delivers call the stand-ins, and lets them be on this machine', () => {
  const environment = { STAGE: 'dev', DESTINATION_SECRET_PREFIX: 'spillway/dev/destinations/' };
  expect(redirectDestinations(environment, standIns)).toEqual({
    ...environment,
    STAND_IN_URL: 'http://127.0.0.1:1',
    STAND_IN_QUEUES_URL: 'http://127.0.0.1:2/000000000000',
    ALLOW_PRIVATE_DESTINATIONS: 'true',
  });
});

it('leaves a function alone that calls no destinations', () => {
  expect(redirectDestinations({ STAGE: 'dev' }, standIns)).toEqual({ STAGE: 'dev' });
});
