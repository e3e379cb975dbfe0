import type { SourceConfig } from '../../service/webhook/configuration.ts';
import type { Transition } from '../aws/cloudwatch/alarms/alarm.ts';
import type { Clock } from '../aws/cloudwatch/clock.ts';
import type { CloudWatch } from '../aws/cloudwatch/cloudwatch.ts';
import type { EventsAccess } from '../aws/cognito/events-access.ts';
import type { AccessOptions } from '../aws/iam/stack-guard.ts';
import type { LambdaFunction } from '../aws/lambda/lambda-function.ts';
import type { MachineLimits } from '../aws/lambda/machine-settings.ts';
import type { Observer } from '../aws/observer.ts';
import type { SecretStore } from '../aws/secrets-manager/secret-store.ts';
import type { Xray } from '../aws/xray/start-xray.ts';
import type { Faults } from '../faults/faults.ts';
import type { Arrival, Arrivals } from '../sink/arrivals.ts';
import type { ForwardOptions, Forwards } from '../sink/forwarding/plan-forwards.ts';
import type { Message, Messages } from '../sink/messages.ts';
import type { Reload } from './reload/reload.ts';
import type { TemplateHooks } from './template/open-template.ts';

export interface StackOptions extends AccessOptions, TemplateHooks {
  /** Else this project's `spillway.config.ts`. */
  readonly configFile?: string;
  /** As `cdk -c name=value`: stage and settings. */
  readonly context?: Readonly<Record<string, string>>;
  /** Ports on 127.0.0.1; 0, the default, lets the system choose. */
  readonly apiPort?: number;
  readonly sinkPort?: number;
  /** SQS, SNS and S3. */
  readonly queuePort?: number;
  readonly secretsPort?: number;
  readonly cloudWatchPort?: number;
  /** Port of the token endpoint, if the configuration has `events`. */
  readonly cognitoPort?: number;
  /** Where faults are switched. */
  readonly faultsPort?: number;
  /** Deliveries go to `<this url>/<destination>`; else to the stack's own sink. */
  readonly sink?: string;
  /** Destinations that are called beyond the sink, at services of one's own. */
  readonly forward?: ForwardOptions;
  /** Progress, and what has to be said. */
  readonly log?: (line: string) => void;
  /** Sees every log line and platform event as well. */
  readonly observer?: Observer;
  readonly onArrival?: (arrival: Arrival) => void;
  readonly onMessage?: (message: Message) => void;
  readonly onRefusal?: (destination: string, why: string) => void;
  /** An alarm changed its state. Else `log` is told. */
  readonly onAlarm?: (transition: Transition) => void;
  /**
   * Deploys again whenever what a synthesis reads has changed, and says what came of it. Without it the stack stays as
   * it started.
   */
  readonly onReload?: (reload: Reload, stack: EmbeddedStack) => void;
  /** Calls the start off; no use once the stack is up. */
  readonly signal?: AbortSignal;
  /** Of concurrency; else what suits this machine. */
  readonly limits?: Partial<MachineLimits>;
  /** How much faster than the machine's the time of metrics and alarms runs. */
  readonly clockFactor?: number;
  /** Whether its time may be moved by `jump`. It is that of the whole process from then on. */
  readonly canJump?: boolean;
}

/** One source with its current development secret. */
export interface Source {
  /** `github`, … or `custom`. */
  readonly sender: string;
  readonly secret: string;
  /** Of a sender that signs with one, such as Discord: PKCS #8, PEM. The secret is the public key. */
  readonly privateKey?: string;
  readonly config: SourceConfig;
}

/** What a reload changes is as of the last one. */
export interface EmbeddedStack {
  readonly stage: string;
  /** `http://127.0.0.1:<port>/<stage>` */
  readonly endpoint: string;
  readonly sinkUrl: string;
  /** The variables that an AWS SDK client or CLI needs to reach this stack. */
  readonly env: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, Source>>;
  /** Absent where the configuration has no `events`. */
  readonly events?: EventsAccess | undefined;
  readonly secrets: SecretStore;
  /** The stack's outputs, as the template computes them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly arrivals: Arrivals;
  /** The arrivals at destinations that are not HTTP endpoints. */
  readonly messages: Messages;
  /** Where destinations are called beyond the sink, by name. */
  readonly forwards: Forwards;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly cloudWatch: CloudWatch;
  /** The time of metrics, alarms and schedules. */
  readonly clock: Clock;
  /** Lets so many milliseconds of that time pass: what falls due in it happens. @throws unless it was started with `canJump` */
  jump(milliseconds: number, signal?: AbortSignal): Promise<void>;
  readonly xray: Xray;
  /** The calls that the template's roles and policies did not allow, in AWS's words. */
  readonly denials: readonly string[];
  readonly faults: Faults;
  /** Switches the same faults, over HTTP. */
  readonly faultsUrl: string;
  /** Where to read what it used of what AWS bills. */
  readonly meterUrl: string;
  /** Ends everything at once: requests and invocations under way, threads, sockets. */
  stop(): Promise<void>;
}
