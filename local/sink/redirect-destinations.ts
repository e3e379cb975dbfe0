import { z } from 'zod';

const urls = z.record(z.string(), z.string());

/** Puts others in place of the destinations' URLs: the only change to what the template says. */
export function redirectDestinations(
  environment: Readonly<Record<string, string>>,
  urlOf: (destination: string) => string,
): Readonly<Record<string, string>> {
  const { DESTINATION_URLS } = environment;
  if (DESTINATION_URLS === undefined) return environment;
  const destinations = Object.keys(urls.parse(JSON.parse(DESTINATION_URLS)));
  const redirected = destinations.map((name) => [name, urlOf(name)]);
  return {
    ...environment,
    DESTINATION_URLS: JSON.stringify(Object.fromEntries(redirected)),
    // They are on loopback, which processing refuses by itself.
    ALLOW_PRIVATE_DESTINATIONS: 'true',
  };
}
