import { z } from 'zod';

const urls = z.record(z.string(), z.string());

/** Puts the sink in place of every destination's URL: the only change to what the template says. */
export function redirectDestinations(
  environment: Readonly<Record<string, string>>,
  sinkUrl: string,
): Readonly<Record<string, string>> {
  const { DESTINATION_URLS } = environment;
  if (DESTINATION_URLS === undefined) return environment;
  const destinations = Object.keys(urls.parse(JSON.parse(DESTINATION_URLS)));
  const redirected = destinations.map((name) => [name, `${sinkUrl}/${encodeURIComponent(name)}`]);
  return {
    ...environment,
    DESTINATION_URLS: JSON.stringify(Object.fromEntries(redirected)),
    // The sink is on loopback, which processing refuses by itself.
    ALLOW_PRIVATE_DESTINATIONS: 'true',
  };
}
