/** A one-time window in which the actions of alarms don't run. Milliseconds since 1970. */
export interface MuteRule {
  readonly name: string;
  readonly description: string | undefined;
  /** `at(2026-11-25T10:00)` */
  readonly expression: string;
  /** `PT1H` */
  readonly duration: string;
  readonly start: number;
  readonly end: number;
  /** When it is no longer looked at, where it says so. */
  readonly expiresAt: number | undefined;
  readonly alarmNames: readonly string[];
  readonly updatedAt: number;
}

type MuteStatus = 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html */
export class MuteRules {
  readonly #rules = new Map<string, MuteRule>();

  /** In the place of the one with its name. */
  put(rule: MuteRule): void {
    this.#rules.set(rule.name, rule);
  }

  get(name: string): MuteRule | undefined {
    return this.#rules.get(name);
  }

  delete(name: string): void {
    this.#rules.delete(name);
  }

  list(): readonly MuteRule[] {
    return [...this.#rules.values()];
  }

  /** The name of a rule that mutes the alarm at that time. */
  muting(alarmName: string, at: number): string | undefined {
    return this.list().find(
      (rule) => rule.alarmNames.includes(alarmName) && muteStatus(rule, at) === 'ACTIVE',
    )?.name;
  }
}

export function muteStatus({ start, end, expiresAt = end }: MuteRule, at: number): MuteStatus {
  if (at < start) return 'SCHEDULED';
  return at < Math.min(end, expiresAt) ? 'ACTIVE' : 'EXPIRED';
}
