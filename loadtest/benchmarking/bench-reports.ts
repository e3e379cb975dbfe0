import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandError } from '../../client/command-error.ts';
import { median } from '../bench/compare.ts';
import type { Results, Spread } from './results-schema.ts';

const environment = z.object({ commit: z.string() });

const against = z.object({
  environment,
  commit: z.string(),
  lines: z.array(z.object({ finding: z.string(), runs: z.tuple([z.int(), z.int()]) })),
});

const loop = z.object({ perSecond: z.number() });

const ministack = z.object({
  environment,
  version: z.string(),
  connections: z.int(),
  rounds: z.array(z.object({ embedded: loop, ministack: loop })),
});

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/**
 * @param file the JSON of `npm run bench -- --against <ref>`
 * @throws CommandError where that was another commit than its own
 */
export function benchWithItself(file: string): NonNullable<Results['withItself']>['bench'] {
  const { commit, environment: own, lines } = against.parse(read(file));
  if (!commit.startsWith(own.commit)) {
    throw new CommandError(
      `${file} compares ${own.commit} with ${commit.slice(0, 12)}, not with itself.`,
    );
  }
  const rounds = Math.min(...lines.flatMap(({ runs }) => runs));
  const shown = lines.filter(({ finding }) => finding !== '~').length;
  return { commit: own.commit, rounds, lines: lines.length, shown };
}

/** @param file the JSON of `npm run bench -- --against ministack` */
export function ministackOf(file: string): Results['ministack'] {
  const { environment: own, version, connections, rounds } = ministack.parse(read(file));
  return {
    ...{ commit: own.commit, version, connections, rounds: rounds.length },
    embedded: spreadOf(rounds.map(({ embedded }) => embedded.perSecond)),
    other: spreadOf(rounds.map((round) => round.ministack.perSecond)),
    ratio: spreadOf(rounds.map((round) => round.embedded.perSecond / round.ministack.perSecond)),
  };
}

function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) };
}
