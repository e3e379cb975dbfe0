/** How the values of a placeholder are found in what commands have printed. */
const seen: Readonly<Record<string, RegExp>> = {
  // The number of an account is between colons.
  FINGERPRINT: /(?<![\w:-])[0-9a-f]{12}(?![\w:-])/g,
  UUID: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
  // A row of `npx spillway versions`, or of Lambda's list: the version, and when it was published.
  VERSION: /(?<=^(?:\w+ +)?)\d+(?=\s+20\d\d-\d\d-)/gm,
  'ARN OF THE INTAKE QUEUE': /\barn:aws[\w-]*:sqs:\S+-intake\b/g,
};

/** What the alarm is for stands for both. */
const ofAlarm = ['SOURCE', 'DESTINATION'];

/**
 * What somebody may want to put in for a placeholder.
 *
 * @param outputs of the commands so far, the newest last
 * @param of the source or destination of the alarm
 */
export function suggestValues(
  name: string,
  outputs: readonly string[],
  of: string | undefined,
): readonly string[] {
  if (ofAlarm.includes(name)) return of === undefined ? [] : [of];
  const pattern = Object.hasOwn(seen, name) ? seen[name] : undefined;
  if (pattern === undefined) return [];
  const found = outputs.toReversed().flatMap((output) => output.match(pattern) ?? []);
  return [...new Set(found)];
}
