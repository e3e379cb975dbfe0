import { randomInt } from 'node:crypto';
import { env } from 'node:process';

const seed = randomInt(2 ** 31);

// Printed, so that any run can be repeated: put the number in place of `seed`.
process.stdout.write(`property tests: seed ${seed}\n`);

// biome-ignore lint/style/noProcessEnv: `npm run properties` sets it, for all test files alike.
const share = env.PROPERTY_RUNS === 'all' ? 1 : 0.1;

/** How often a property is tried: `all` times by `npm run properties`, a tenth of that by `npm test`. */
export function runs(all: number) {
  return { seed, numRuns: Math.ceil(all * share) } as const;
}

/** How often each property is tried that costs little. */
export const propertyRuns = runs(10_000);
