import type { Alarm } from './alarm.ts';
import type { AlarmState } from './alarm-state.ts';

/** Why a composite alarm's actions don't run. */
export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

interface Held {
  readonly by: Exclude<SuppressedBy, 'Alarm'>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Holds the actions of composite alarms back while their suppressor is in ALARM: for the wait period after a change
 * of the composite alarm, so that a slow suppressor has the time to fire, and for the extension period after the
 * suppressor is over. What runs at the end of a period are the actions for the state of that moment, unless they ran
 * last; for that last rule AWS has no document.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export class Suppression {
  readonly #held = new Map<Alarm, Held>();
  readonly #acted = new Map<Alarm, AlarmState>();

  /** Says whether the actions wait, and for what. Otherwise they are due, and are taken for done. */
  onTransition(
    alarm: Alarm,
    suppressor: AlarmState | undefined,
    at: number,
  ): SuppressedBy | undefined {
    if (suppressor === 'ALARM') {
      this.#held.delete(alarm);
      return 'Alarm';
    }
    const waitSeconds = suppressor && properties(alarm)?.ActionsSuppressorWaitPeriod;
    if (waitSeconds) return this.#hold(alarm, 'WaitPeriod', at + waitSeconds * 1000);
    this.#acted.set(alarm, alarm.verdict.state);
    return undefined;
  }

  /** @param suppressor the state that the alarm's suppressor has entered */
  onSuppressor(alarm: Alarm, previous: AlarmState, suppressor: AlarmState, at: number): void {
    if (suppressor === 'ALARM') this.#held.delete(alarm);
    else if (previous === 'ALARM') {
      const seconds = properties(alarm)?.ActionsSuppressorExtensionPeriod ?? 0;
      this.#hold(alarm, 'ExtensionPeriod', at + seconds * 1000);
    }
  }

  /** The alarms whose period is over at `at`, and whose actions are due. They are taken for done. */
  takeDue(at: number): readonly Alarm[] {
    const over = [...this.#held].filter(([, { until }]) => until <= at).map(([alarm]) => alarm);
    const due = over.filter((alarm) => this.#acted.get(alarm) !== alarm.verdict.state);
    for (const alarm of over) {
      this.#held.delete(alarm);
      this.#acted.set(alarm, alarm.verdict.state);
    }
    return due;
  }

  #hold(alarm: Alarm, by: Held['by'], until: number): SuppressedBy {
    this.#held.set(alarm, { by, until });
    return by;
  }
}

function properties({ definition }: Alarm) {
  return definition?.kind === 'composite' ? definition.properties : undefined;
}
