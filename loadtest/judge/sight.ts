import type { Observation } from '../run-record.ts';
import type { GateDefinition, Judged } from './gate.ts';
import { alarmGates } from './gates/alarms.ts';
import { type GateName, gatesOf, notOnAws } from './scenarios.ts';

/** A gate that a scenario promises, and at which nobody looked. */
export interface NotLookedAt {
  readonly gate: GateName;
  readonly title: string;
  /** A sentence each. */
  readonly why: string;
  readonly remedy: string;
}

type Named = readonly [GateName, GateDefinition];

interface BySight {
  readonly seen: readonly Named[];
  readonly notLookedAt: readonly NotLookedAt[];
  readonly untold: readonly string[];
}

const remedies: Readonly<Partial<Record<Observation, string>>> = {
  alarms:
    'Run it with credentials that may call cloudwatch:DescribeAlarms and DescribeAlarmHistory.',
  claimChecked: "Run it with credentials that may read the stage's bucket: s3:GetObject.",
  memory: 'Run it on the machine on which the embedded stack runs.',
};

/** Which gates of a scenario can be judged by what was observed, and why the others can't. */
export function sortBySight(run: Judged): BySight {
  const { record } = run;
  const isSeen = (record.unchecked ?? []).length === 0;
  const promised = gatesOf(record.plan);
  const whyUntold = ([name, { title }]: Named) => {
    if (record.isOnAws && notOnAws[name]) return `Not on AWS: ${title}: ${notOnAws[name]}`;
    const isRepeated = (record.formerRuns ?? []).some(
      ({ scenario }) => scenario === record.plan.scenario,
    );
    // An alarm that the run before made fire is still on.
    return name === 'poisonAlarm' && isRepeated && alarmGates.poisonAlarm.whyUnknown(run)
      ? `${title}: the run before tells of that.`
      : undefined;
  };
  // Of what nobody could look into, one sentence tells already.
  const told = promised
    .filter(([, { seenIn }]) => isSeen || seenIn === undefined)
    .filter((one) => whyUntold(one) === undefined);
  const notLookedAt = told.flatMap((one) => missingOf(one, run));
  const missing = new Set(notLookedAt.map(({ gate }) => gate));
  return {
    seen: told.filter(([name]) => !missing.has(name)),
    notLookedAt,
    untold: promised.flatMap((one) => whyUntold(one) ?? []),
  };
}

function missingOf([gate, definition]: Named, run: Judged): NotLookedAt | [] {
  const { title, needs, whyUnknown } = definition;
  const { record } = run;
  if (needs !== undefined && record[needs] === undefined) {
    const why = record.blind?.[needs] ?? 'The run did not ask for it.';
    return { gate, title, why, remedy: remedies[needs] ?? '' };
  }
  const why = whyUnknown?.(run);
  return why === undefined ? [] : { gate, title, why, remedy: 'End it, and run it again.' };
}
