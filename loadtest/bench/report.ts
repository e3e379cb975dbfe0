import type { BenchBundles, Bundle } from './bundles.ts';
import type { Measurement } from './measurement.ts';

export interface BenchReport {
  readonly schema: 1;
  readonly startedAt: string;
  readonly seconds: number;
  readonly isQuick: boolean;
  readonly environment: BenchEnvironment;
  readonly measurements: readonly Measurement[];
  readonly bundles: Readonly<Record<keyof BenchBundles, Omit<Bundle, 'entry'>>>;
  readonly limits: readonly string[];
}

export interface BenchEnvironment {
  readonly commit: string;
  readonly hasLocalChanges: boolean;
  readonly machine: string;
  readonly operatingSystem: string;
  readonly node: string;
  /** The packages in the bundles, and those that made them. */
  readonly packages: Readonly<Record<string, string>>;
}

/** What the figures do not show. */
export const limits = [
  'Measured on this machine, not in Lambda: ratios carry over, times do not.',
  'SQS and Secrets Manager are a stub on 127.0.0.1 without TLS; the floor reads no secret, ingestion does.',
  'CPU time is that of the whole process, garbage collection and compilation included.',
] as const;

/** The measurements and bundles as plain-text tables, for a terminal and, fenced, for Markdown. */
export function renderReport({ measurements, bundles, isQuick }: BenchReport): string {
  const rows = measurements.map((m) => [
    m.what,
    m.variant,
    `${m.median.toFixed(m.median < 100 ? 1 : 0)} ${m.unit}`,
    m.variant === m.base ? '' : `${m.ratio.toFixed(2)} × ${m.base}`,
    m.variant === m.base ? '' : `${m.least.toFixed(2)}–${m.greatest.toFixed(2)}`,
    isQuick ? '' : verdictOf(m),
  ]);
  const sizes = Object.entries(bundles).map(([name, bundle]) => [
    name,
    kilobytes(bundle.loadedBytes),
    kilobytes(bundle.bytes),
    bundle.contents
      .slice(0, 4)
      .map((part) => `${part.name} ${kilobytes(part.bytes)}`)
      .join(', '),
  ]);
  return [
    ...(isQuick
      ? ['A quick run: it shows that the bench works, the figures mean nothing.', '']
      : []),
    ...table([['measured', 'of', 'median', 'ratio', 'min–max', 'aim'], ...rows]),
    '',
    ...table([['bundle', 'loaded at start', 'all files', 'largest parts loaded'], ...sizes]),
    '',
  ].join('\n');
}

export function renderMarkdown(report: BenchReport): string {
  const { environment } = report;
  const packages = Object.entries(environment.packages).map(([name, at]) => `${name} ${at}`);
  return [
    `# Bench of ${report.startedAt}`,
    '',
    `- commit ${environment.commit}${environment.hasLocalChanges ? ', with local changes' : ''}`,
    `- ${environment.machine}, ${environment.operatingSystem}, Node ${environment.node}`,
    `- ${packages.join(', ')}`,
    '',
    '```text printed',
    renderReport(report).trimEnd(),
    '```',
    '',
    ...report.limits.map((limit) => `- ${limit}`),
    '',
  ].join('\n');
}

function verdictOf({ aim, ratio }: Measurement): string {
  if (aim === undefined) return '';
  return `≤ ${aim.toFixed(2)} ${ratio <= aim ? 'met' : 'missed'}`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
