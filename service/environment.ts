/**
 * Reads, once at cold start, the variables that a function can't run without.
 *
 * @throws Error naming *all* variables that are missing or empty, so that one deployment fixes them.
 */
export function readEnvironment<const Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new Error(`Missing environment variables: ${missing.join(', ')}. infra/ sets them.`);
  }
  return Object.freeze(
    Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])) as Record<
      Name,
      string
    >,
  );
}
