import { expect, it } from 'vitest';
import { redirectDestinations } from './redirect-destinations.ts';

it('puts another URL in place of each destination’s, and lets it be on this machine', () => {
  const DESTINATION_URLS = '{"app":"https://app.example.com","team":""}';
  const adapted = redirectDestinations(
    { STAGE: 'dev', DESTINATION_URLS },
    (name) => `here:${name}`,
  );
  expect(adapted).toEqual({
    STAGE: 'dev',
    DESTINATION_URLS: '{"app":"here:app","team":"here:team"}',
    ALLOW_PRIVATE_DESTINATIONS: 'true',
  });
});

it('leaves a function alone that calls no destinations', () => {
  expect(redirectDestinations({ STAGE: 'dev' }, () => 'here')).toEqual({ STAGE: 'dev' });
});
