import type { AlarmDefinition } from './alarm-definition.ts';
import type { AlarmState } from './alarm-state.ts';

/** Why an alarm is in its state. */
export interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON; absent where a person or a rule set the state. */
  readonly reasonData?: string;
}

export interface Transition extends Verdict {
  readonly alarm: Alarm;
  readonly previous: AlarmState;
  readonly at: number;
}

/** One alarm as it stands. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  /** Absent where the definition can't be evaluated here; the reason says why. */
  readonly definition?: AlarmDefinition;
  readonly type: 'MetricAlarm' | 'CompositeAlarm';
  readonly createdAt: number;
  actionsEnabled: boolean;
  verdict: Verdict;
  stateUpdatedAt: number;
  /** When it last changed from one state to another, which setting the same state again is not. */
  transitionedAt: number;
}

export function createAlarm(
  identity: Pick<Alarm, 'name' | 'arn' | 'type' | 'createdAt'>,
  definition: AlarmDefinition | undefined,
  problem: string | undefined,
): Alarm {
  return {
    ...identity,
    ...(definition ? { definition } : {}),
    actionsEnabled: definition?.properties.ActionsEnabled ?? false,
    verdict: {
      state: 'INSUFFICIENT_DATA',
      reason: problem ? `Not evaluated here: ${problem}` : 'Unchecked: Initial alarm creation',
    },
    stateUpdatedAt: identity.createdAt,
    transitionedAt: identity.createdAt,
  };
}

/** Of an alarm that has another definition now. */
export function keepState(older: Alarm, alarm: Alarm): void {
  const { verdict, stateUpdatedAt, transitionedAt } = older;
  Object.assign(alarm, { verdict, stateUpdatedAt, transitionedAt });
}

/** The ARNs to call on entering a state. */
export function actionsFor({ definition, actionsEnabled }: Alarm, state: AlarmState) {
  if (!definition || !actionsEnabled) return [];
  const { AlarmActions, OKActions, InsufficientDataActions } = definition.properties;
  const actions = {
    ALARM: AlarmActions,
    OK: OKActions,
    INSUFFICIENT_DATA: InsufficientDataActions,
  } satisfies Record<AlarmState, readonly string[]>;
  return actions[state];
}
