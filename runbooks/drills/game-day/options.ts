import { parseArgs } from 'node:util';
import { wrongUsage } from '../../../client/command-error.ts';
import { exitCodes } from '../../../client/terminal/exit-codes.ts';

export const usage = `npm run gameday [-- options]

Injects the faults of two drills at once on an embedded stack, opens page after page as npx spillway alarms names them,
does what each says under Mitigation, and reports which page was reached first and whether following it ended the
incident. Writes reports/gameday.md and gameday.json.

Options
  --seed <n>   picks the same two faults again (default: another number each time)
  --list       print the two faults that the seed picks, and play nothing
  --json       print the report as JSON on standard output instead of the table
  --help       print this

Exit codes
  ${exitCodes.done}    the incident ended, and every webhook is accounted for
  ${exitCodes.failed}    it did not, or one is not
  ${exitCodes.usage}    wrong usage
  ${exitCodes.interrupted}  interrupted

Examples
  npm run gameday
  npm run gameday -- --seed 7
`;

export interface GameDayFlags {
  readonly seed: number;
  readonly isList: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

/** @throws CommandError that names the option which is unknown or wrong */
export function parseGameDay(args: readonly string[], newSeed: () => number): GameDayFlags {
  const { seed, list, json, help } = parse(args);
  const number = seed === undefined ? newSeed() : Number(seed);
  if (!Number.isInteger(number) || number < 0) {
    throw wrongUsage(`--seed must be a whole number, not "${seed}".`);
  }
  return { seed: number, isList: list, isJson: json, isHelp: help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (cause) {
    throw wrongUsage(`${Object(cause).message}`, 'See npm run gameday -- --help');
  }
}
