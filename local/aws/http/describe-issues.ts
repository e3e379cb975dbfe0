import type { ZodError } from 'zod';

/** What is wrong with a request, by parameter: `SecretId: …; Unrecognized key: "Colour"`. It holds no values. */
export function describeIssues({ issues }: Pick<ZodError, 'issues'>): string {
  return issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
