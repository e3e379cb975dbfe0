import { createChildren } from './demo/children.ts';
import { parseOptions, usage } from './demo/options.ts';
import { createProgress } from './demo/progress.ts';
import { runDemo } from './demo/run-demo.ts';
import { renderVerdict } from './report/console.ts';

const exitCodes = { passed: 0, failed: 1, invalid: 2 } as const;

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
process.on('SIGINT', () => void interrupt(130));
process.on('SIGTERM', () => void interrupt(143));

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { report, folder } = await runDemo({
    options,
    children,
    env: process.env,
    progress,
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${renderVerdict(report)}  Report: ${folder}/report.html\n`,
  );
  return exitCodes[report.verdict];
}

try {
  process.exitCode = await main();
} catch (error) {
  progress.fail();
  // What was stopped by an interrupt fails in its own ways: the interrupt speaks for all of them.
  if (!interrupted)
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (!interrupted) await children.stopAll();
}
