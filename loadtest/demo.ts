import { exitCodes } from '../client/terminal/exit-codes.ts';
import { printableColours, printableJson } from '../client/terminal/printable.ts';
import { whenNpmEnds } from '../client/when-npm-ends.ts';
import { parseOptions, UsageError, usage } from './demo/options.ts';
import { runDemo } from './demo/run-demo.ts';
import { renderVerdict } from './report/console.ts';
import { createChildren } from './run/children.ts';
import { createProgress } from './run/progress.ts';

const children = createChildren();
const progress = createProgress(process.stderr);
let interrupted = false;

async function interrupt(exitCode: number): Promise<void> {
  if (interrupted) return;
  interrupted = true;
  progress.fail();
  process.stderr.write('Stopping…\n');
  await children.stopAll();
  process.exit(exitCode);
}
process.on('SIGINT', () => void interrupt(exitCodes.interrupted));
process.on('SIGTERM', () => void interrupt(143));
whenNpmEnds(process.env.npm_lifecycle_event !== undefined, () => void interrupt(143));

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { report, folder, exitCode } = await runDemo({
    options,
    children,
    env: process.env,
    progress,
  });
  process.stdout.write(
    options.json
      ? `${printableJson(report, 2)}\n`
      : printableColours(`${renderVerdict(report)}  Report: ${folder}/report.html\n`),
  );
  return exitCode;
}

try {
  process.exitCode = await main();
} catch (error) {
  progress.fail();
  // Work stopped by an interrupt fails in many ways. The interrupt itself says enough.
  if (!interrupted) report(error);
} finally {
  if (!interrupted) await children.stopAll();
}

/** With `--json` the error is also JSON: the last line of stderr, as for `npx spillway`. */
function report(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  const isJson = process.argv.includes('--json');
  const text = isJson ? printableJson({ error: { message, exitCode } }) : printableColours(message);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}
