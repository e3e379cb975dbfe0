import type { Policy, Statement } from './policy.ts';

/** The permissions that one call needs. */
export interface Need {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** An ARN; `*` where the action has no resource. */
  readonly resource: string;
  /** What only this kind of call tells: keys in lower case. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface RoleCaller {
  readonly kind: 'role';
  /** The role's logical id. */
  readonly role: string;
  readonly arn: string;
  readonly sessionArn: string;
  readonly sessionToken: string;
  readonly policy: Policy;
}

/** The stack itself, its tests and the command line: it may do anything. */
export interface Administrator {
  readonly kind: 'administrator';
}

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** The ARNs of what a queue of this stack stands in for, by its own. */
export type StandIns = Readonly<Record<string, readonly string[]>>;

/** Who may do what in one stack. Plain data, since it crosses threads. */
export interface Access extends Place {
  /** By access key id. */
  readonly callers: Readonly<Record<string, RoleCaller | Administrator>>;
  /** Policies of resources, by their ARN. */
  readonly resourcePolicies: Readonly<Record<string, readonly Statement[]>>;
  readonly standIns: StandIns;
}

/** A report that something was granted, used or denied. */
export type AccessEvent =
  | {
      readonly kind: 'granted' | 'used';
      readonly role: string;
      /** Spelled as in the policy. */
      readonly action: string;
      readonly resource: string;
    }
  | {
      readonly kind: 'denied';
      readonly role: string;
      readonly action: string;
      readonly resource: string;
      readonly message: string;
    };
