import { printable } from '../../client/printable.ts';
import type { Connected, ProgramContext } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { createForesee, type Foreseen } from './foresee.ts';
import { matchesFilter } from './letter-filter.ts';
import { lookThrough } from './look-through.ts';
import { openDeadLetters } from './open-dead-letters.ts';
import { printGroups } from './print-summary.ts';
import type { RedriveFlags } from './redrive-command.ts';
import { addTo, type DeadLetterGroup, groupKeyOf } from './summarize.ts';

type Outcome = Foreseen & { readonly count: number };

interface ForeseenGroup extends DeadLetterGroup {
  /** What would become of them; the largest first. */
  readonly would: readonly Outcome[];
}

export interface DryRun {
  readonly dryRun: true;
  readonly examined: number;
  readonly groups: readonly ForeseenGroup[];
}

/** Runs dead letters through this checkout's code, as far as a destination or handler, and moves none. */
export async function dryRun(
  connected: Connected,
  options: RedriveFlags,
  context: ProgramContext,
): Promise<DryRun> {
  const letters = await openDeadLetters(connected, context, options);
  const groups = new Map<string, DeadLetterGroup>();
  const outcomes = new Map<string, Map<string, Outcome>>();
  const look = {
    max: Math.min(options.max, options.limit ?? options.max),
    signal: context.signal,
    onProgress: (examined: number) => context.err.progress(`tried ${examined}`),
  };
  const foresee = createForesee({
    readRoutes: letters.readRoutes,
    fetchBody: letters.fetchBody,
  });
  const examined = await lookThrough(letters.queue, look, async (taken) => {
    const diagnosed = await letters.diagnose(taken);
    for (const one of diagnosed.filter(({ diagnosis }) => matchesFilter(options, diagnosis))) {
      addTo(groups, one);
      count(outcomes, groupKeyOf(one.diagnosis), await foresee(one));
    }
    return 'more';
  });
  return {
    dryRun: true,
    examined,
    groups: [...groups].map(([key, group]) => ({
      ...group,
      would: [...(outcomes.get(key)?.values() ?? [])].sort((a, b) => b.count - a.count),
    })),
  };
}

function count(all: Map<string, Map<string, Outcome>>, group: string, foreseen: Foreseen): void {
  const outcomes = all.get(group) ?? new Map<string, Outcome>();
  all.set(group, outcomes);
  const key = JSON.stringify(foreseen);
  outcomes.set(key, { ...foreseen, count: (outcomes.get(key)?.count ?? 0) + 1 });
}

/** Writes a dry run for people. */
export function printDryRun({ groups, examined }: DryRun, terminal: Terminal): void {
  terminal.line(`Nothing was moved. ${examined} dead letters were tried with the code of today.`);
  printGroups(groups, terminal);
  if (groups.length > 0) terminal.line();
  for (const { fingerprint, would } of groups) {
    for (const outcome of would) {
      const text = texts[outcome.kind](outcome);
      terminal.line(printable(`${fingerprint}  ${outcome.count} ${text}`));
    }
  }
}

const texts = {
  delivered: ({ destinations }) => `would go to ${destinations.join(', ')}`,
  duplicate: ({ destinations }) =>
    `would be duplicates: ${destinations.join(', ')} has it, or has a letter of its own`,
  filtered: ({ route }) => `would be filtered by the route ${route}`,
  unreadable: ({ why }) => `would come back, since they can't be read: ${why}`,
  'body-lost': ({ why }) => `would come back: ${why}`,
  'transform-fails': ({ destinations, why }) =>
    `would fail in the transform for ${destinations.join(', ')}: ${why}`,
} as const satisfies Record<Foreseen['kind'], (foreseen: Foreseen) => string>;
