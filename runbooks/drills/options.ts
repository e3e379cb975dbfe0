import { parseArgs } from 'node:util';
import { wrongUsage } from '../../client/command-error.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';

export interface DrillOptions {
  /** Of alarms; `all` for each of them. */
  readonly names: readonly string[];
  readonly group: string | undefined;
  readonly isHelp: boolean;
  readonly isList: boolean;
  readonly isJson: boolean;
  /** How many stacks run at once. */
  readonly jobs: number;
  /** A deployed stage to play on; else embedded stacks. */
  readonly stage: string | undefined;
  /** Whether a deployed stage may be changed unasked. */
  readonly isYes: boolean;
}

export const usage = `npm run drill -- <alarm>… | all [options]

Makes alarms fire on purpose, each on an embedded stack whose time runs up to 40 times as fast: injects its fault, waits
for the alarm, does what its page says under Mitigation by executing that, waits for its end, and counts webhooks. A
drill fails where the alarm is silent, late or does not end, where another one fires that is no sibling, or where a
webhook is not accounted for. Writes reports/drills.html, drills.md and drills.json.

Options
  --group <name>    only the drills of a file of runbooks/drills/
  --list            print the drills instead, and which of them a deployed stage can play
  --jobs <n>        how many stacks run at once (default 3)
  --target aws      play on a deployed stage: --stage <name>, and never prod. It has real time: all take hours
  --yes             don't ask before a deployed stage is changed
  --json            print the results as JSON on standard output instead of the table
  --help            print this

Exit codes
  ${exitCodes.done}    every drill passed
  ${exitCodes.failed}    a drill failed
  ${exitCodes.usage}    wrong usage
  ${exitCodes.interrupted}  interrupted

Examples
  npm run drill -- dlq-not-empty
  npm run drill -- --group edge
  npm run --silent drill -- all --json | jq '.results[] | select(.passed | not)'
  npm run drill -- dlq-not-empty --target aws --stage dev
`;

const defaultJobs = 3;

/** @throws CommandError that names the option which is unknown or wrong */
export function parseOptions(args: readonly string[]): DrillOptions {
  const { values, positionals } = parse(args);
  const isAny = positionals.length > 0 || values.group !== undefined;
  if (!isAny && !values.help && !values.list) {
    throw wrongUsage('No drill is named.', 'npm run drill -- --list prints them; `all` plays all.');
  }
  return {
    names: positionals,
    group: values.group,
    isHelp: values.help,
    isList: values.list,
    isJson: values.json,
    jobs: jobsFrom(values.jobs),
    stage: stageFrom(values),
    isYes: values.yes,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        group: { type: 'string' },
        list: { type: 'boolean', default: false },
        jobs: { type: 'string' },
        target: { type: 'string' },
        stage: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (cause) {
    throw wrongUsage(`${Object(cause).message}`, 'See npm run drill -- --help');
  }
}

function jobsFrom(text: string | undefined): number {
  const jobs = Number(text ?? defaultJobs);
  if (Number.isInteger(jobs) && jobs > 0) return jobs;
  throw wrongUsage(`--jobs must be a whole number above 0, not "${text}".`);
}

interface Target {
  readonly target?: string | undefined;
  readonly stage?: string | undefined;
}

function stageFrom({ target, stage }: Target): string | undefined {
  if (target !== undefined && target !== 'aws') {
    throw wrongUsage(`--target must be aws, not "${target}".`, 'Without it, drills play here.');
  }
  if ((target === undefined) !== (stage === undefined)) {
    throw wrongUsage(
      target === undefined
        ? '--stage is for a deployed stage only.'
        : 'No stage is named to play on.',
      'npm run drill -- dlq-not-empty --target aws --stage dev',
    );
  }
  if (stage !== undefined && /^prod/i.test(stage)) {
    throw wrongUsage(
      `Drills never play on ${stage}: they make webhooks late, and wake people.`,
      'Name another stage: --stage dev',
    );
  }
  return stage;
}
