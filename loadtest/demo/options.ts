import { parseArgs } from 'node:util';
import { exitCodes } from '../../client/terminal/exit-codes.ts';

export interface DemoOptions {
  readonly help: boolean;
  /** Print the report as JSON on standard output, instead of the table. */
  readonly json: boolean;
  /** Webhooks a second in the sustained phase. */
  readonly rate: number | undefined;
  /** How long the phase lasts. The other phases shrink with it. */
  readonly seconds: number | undefined;
}

export const usage = `npm run demo [-- options]

Starts the embedded stack with loadtest/demo.config.ts, sends it each of GitHub's example payloads, then the
spike of loadtest/spike.yml (20/s → 300/s → 20/s) through Artillery, waits for the queue to drain, and compares
by delivery id what was accepted with what arrived and with the dead-letter queue. Takes about a minute. Writes
reports/<time>/report.html and report.json.

Options
  --rate <n>      webhooks a second in the sustained phase (default 300)
  --seconds <n>   how long that phase lasts; the others shrink with it (default 20)
  --json          print report.json on standard output instead of the table
  --help          print this

Exit codes
  ${exitCodes.done}    every gate passed
  ${exitCodes.failed}    a gate failed, or the demo itself
  ${exitCodes.usage}    wrong usage
  ${exitCodes.invalid}    the run is invalid: the generator fell behind, so that its figures say nothing
  ${exitCodes.interrupted}  interrupted

Examples
  npm run demo
  npm run demo -- --rate 50 --seconds 5
  npm run --silent demo -- --json | jq .counts
`;

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError that names the option which is unknown or not a whole number above 0. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const values = parse(args);
  return {
    help: values.help,
    json: values.json,
    rate: positive('--rate', values.rate),
    seconds: positive('--seconds', values.seconds),
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        rate: { type: 'string' },
        seconds: { type: 'string' },
      },
    });
    return values;
  } catch (cause) {
    throw new UsageError(`${Object(cause).message}: see npm run demo -- --help`, { cause });
  }
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new UsageError(`${name} must be a whole number above 0, not "${text}"`);
  }
  return value;
}
