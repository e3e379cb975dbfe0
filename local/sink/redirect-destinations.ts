/** Puts stand-ins in the place of all destinations: the only change to what the template says. */
export function redirectDestinations(
  environment: Readonly<Record<string, string>>,
  standIns: { readonly url: string; readonly queuesUrl: string },
): Readonly<Record<string, string>> {
  if (environment.DESTINATION_SECRET_PREFIX === undefined) return environment;
  return {
    ...environment,
    STAND_IN_URL: standIns.url,
    STAND_IN_QUEUES_URL: standIns.queuesUrl,
    // They are on loopback, which processing refuses by itself.
    ALLOW_PRIVATE_DESTINATIONS: 'true',
  };
}
