import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAgainst } from './against/bench-against.ts';
import { renderAgainst } from './against/render-against.ts';
import { type BenchBundles, createBundles } from './bundles.ts';
import { benchConsole } from './console/bench-console.ts';
import { renderConsole } from './console/render-console.ts';
import { describeBenchEnvironment } from './environment.ts';
import { benchMinistack } from './ministack/bench-ministack.ts';
import { renderMinistack } from './ministack/render-ministack.ts';
import { type BenchReport, limits, renderMarkdown, renderReport } from './report.ts';
import { type BenchOptions, runBench } from './run-bench.ts';

const usage = `Usage: npm run bench [-- --quick] [-- --long] [-- --telemetry] [-- --against <ref>|ministack] [-- --console] [-- --json]

Measures ingestion against a floor, the smallest handler that verifies a GitHub webhook and calls
SendMessage: CPU time per request, import and first invocation in a fresh process, and the bundles' sizes.
Then verification alone, processing with and without its table, and telemetry: ingestion's CPU time on against off, and
the bytes that both functions log of a webhook, against Powertools as its documents show it.
Takes two to four minutes; close what else uses the machine. Writes reports/bench-<time>.json and .md.

  --quick      one short round of everything: shows that it works, measures nothing
  --long       also 100,000 webhooks through processing: does each cost the same, is memory flat?
  --telemetry  only what telemetry costs
  --against    instead of all that: both functions of another commit against those of this checkout, in a worktree, in turn
               and in random order; Mann-Whitney's test, by Holm over all lines. Takes five minutes
  --against ministack
               instead: what the embedded stack and MiniStack, another emulator, take of the same template from the same closed
               loop. Installs MiniStack with pip in a temporary folder, unless \`python3\` has it; needs Python 3.10. Takes four minutes
  --console    instead: what an open console costs the stack and the browser. Takes five minutes, with --long twenty more
  --rounds     how often each side of these is measured (10)
  --json       print the report as JSON
  --help       print this

Examples:
  npm run bench
  npm run bench -- --against main
  npm run bench -- --against ministack
  npm run --silent bench -- --json | jq '.measurements[] | {what, variant, ratio}'
`;

const reports = join(import.meta.dirname, '../../reports');

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      long: { type: 'boolean' },
      telemetry: { type: 'boolean' },
      against: { type: 'string' },
      console: { type: 'boolean' },
      rounds: { type: 'string', default: '10' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.against !== undefined) {
    const compare = values.against === 'ministack' ? compareWithMinistack : compareWith;
    await compare(values.against, values);
    return;
  }
  if (values.console) {
    await benchOpenConsole(values);
    return;
  }
  const report = await bench({
    isQuick: values.quick === true,
    isLong: values.long === true,
    isTelemetryOnly: values.telemetry === true,
  });
  const file = await writeFiles(new Date(report.startedAt), report, renderMarkdown(report));
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${renderReport(report)}\nReport: ${relative(process.cwd(), file)}.md and .json\n`,
  );
}

async function benchOpenConsole(flags: AgainstFlags & { readonly long?: boolean }): Promise<void> {
  const rounds = readRounds(flags);
  const started = new Date();
  const { quick: isQuick = false, long: isLong = false } = flags;
  const result = await benchConsole({
    ...{ rounds, isQuick, isLong, env: process.env, progress: progressSince(started) },
  });
  const environment = await describeBenchEnvironment();
  const report = { schema: 1, startedAt: started.toISOString(), environment, ...result };
  const file = await writeFiles(started, report, renderConsole(report, 'markdown'));
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${renderConsole(report, 'text')}\nReport: ${relative(process.cwd(), file)}.md and .json\n`,
  );
}

interface AgainstFlags {
  readonly rounds: string;
  readonly quick?: boolean;
  readonly json?: boolean;
}

function readRounds({ rounds, quick }: AgainstFlags): number {
  if (/^[1-9]\d{0,3}$/.test(rounds)) return quick ? 1 : Number(rounds);
  throw new Error(`--rounds must be a whole number above 0, not "${rounds}"`);
}

async function compareWithMinistack(_: string, flags: AgainstFlags): Promise<void> {
  const rounds = readRounds(flags);
  const started = new Date();
  const result = await inDirectory(started, (directory, progress) =>
    benchMinistack({
      rounds,
      directory,
      progress,
      env: process.env,
      isQuick: flags.quick === true,
    }),
  );
  const environment = await describeBenchEnvironment();
  const report = { schema: 1, startedAt: started.toISOString(), environment, ...result };
  const file = await writeFiles(started, report, renderMinistack(report, 'markdown'));
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${renderMinistack(report, 'text')}\nReport: ${relative(process.cwd(), file)}.md and .json\n`,
  );
}

async function compareWith(ref: string, flags: AgainstFlags): Promise<void> {
  const { quick, json } = flags;
  const rounds = readRounds(flags);
  const started = new Date();
  const result = await inDirectory(started, (directory, progress) =>
    benchAgainst({
      ...{ ref, directory, progress, rounds, isQuick: quick === true },
    }),
  );
  const environment = await describeBenchEnvironment();
  const report = { schema: 1, startedAt: started.toISOString(), environment, ...result, limits };
  const file = await writeFiles(started, report, renderAgainst(report, 'markdown'));
  process.stdout.write(
    json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${renderAgainst(report, 'text')}\nReport: ${relative(process.cwd(), file)}.md and .json\n`,
  );
}

async function bench(
  options: Pick<BenchOptions, 'isQuick' | 'isLong' | 'isTelemetryOnly'>,
): Promise<BenchReport> {
  const started = new Date();
  return inDirectory(started, async (directory, progress) => {
    progress('Bundling the floor and both functions');
    const bundles = await createBundles(directory);
    const measurements = await runBench(bundles, { ...options, directory, progress });
    return {
      schema: 1,
      startedAt: started.toISOString(),
      seconds: Math.round((Date.now() - started.getTime()) / 1000),
      isQuick: options.isQuick,
      environment: await describeBenchEnvironment(),
      measurements,
      bundles: withoutEntries(bundles),
      limits,
    };
  });
}

async function inDirectory<Result>(
  started: Date,
  use: (directory: string, progress: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'spillway-bench-'));
  try {
    return await use(directory, progressSince(started));
  } finally {
    await rm(directory, { recursive: true });
  }
}

function progressSince(started: Date): (line: string) => void {
  return (line) => {
    const seconds = Math.round((Date.now() - started.getTime()) / 1000);
    process.stderr.write(`[${String(seconds).padStart(3)} s] ${line}\n`);
  };
}

function withoutEntries(bundles: BenchBundles): BenchReport['bundles'] {
  const entries = Object.entries(bundles).map(([name, { entry: _, ...bundle }]) => [name, bundle]);
  return Object.fromEntries(entries);
}

/** @returns the path of both files, without their extension */
async function writeFiles(started: Date, report: object, markdown: string): Promise<string> {
  const file = join(reports, `bench-${started.toISOString().slice(0, 19).replaceAll(':', '-')}`);
  await mkdir(reports, { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(`${file}.md`, markdown);
  return file;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
