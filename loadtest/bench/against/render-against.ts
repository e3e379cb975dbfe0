import { renderComparison } from '../../compare/render-comparison.ts';
import type { BenchEnvironment } from '../report.ts';
import type { AgainstResult } from './bench-against.ts';

interface AgainstReport extends AgainstResult {
  readonly startedAt: string;
  readonly environment: BenchEnvironment;
  readonly limits: readonly string[];
}

export function renderAgainst(report: AgainstReport, form: 'text' | 'markdown'): string {
  const { commit, environment, lines, limits, startedAt } = report;
  const own = `${environment.commit}${environment.hasLocalChanges ? ' with local changes' : ''}`;
  const title = `Before: ${commit.slice(0, 12)}. After: ${own}.`;
  const table = renderComparison(lines);
  if (form === 'text') return [title, '', ...table, ''].join('\n');
  return [
    `# Bench of ${startedAt}`,
    '',
    `${title} ${environment.machine}, Node ${environment.node}.`,
    '',
    ...['```text printed', ...table, '```'],
    '',
    ...limits.map((limit) => `- ${limit}`),
    '',
  ].join('\n');
}
