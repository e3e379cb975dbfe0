import type { BenchEnvironment } from './report.ts';

interface Benched {
  readonly startedAt: string;
  readonly environment: BenchEnvironment;
}

/** A report in Markdown: where it was measured, what was told, and what that does not show. */
export function benchPage(
  { startedAt, environment }: Benched,
  told: readonly string[],
  limits: readonly string[] = [],
): string {
  const { commit, hasLocalChanges, machine, node } = environment;
  return [
    `# Bench of ${startedAt}`,
    '',
    `Commit ${commit}${hasLocalChanges ? ' with local changes' : ''}, ${machine}, Node ${node}.`,
    '',
    ...['```text printed', ...told, '```', ''],
    ...limits.map((limit) => `- ${limit}`),
    ...(limits.length === 0 ? [] : ['']),
  ].join('\n');
}
