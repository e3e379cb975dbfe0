import { randomInt } from 'node:crypto';

const seed = randomInt(2 ** 31);

// Printed, so that any run can be repeated: put the number in place of `seed`.
process.stdout.write(`property tests: seed ${seed}\n`);

/** How often each property is tried. */
export const propertyRuns = { seed, numRuns: 10_000 } as const;
