import type { Clock } from '../clock.ts';
import { ExpressionError } from '../metrics/expression/expression-error.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { UnsupportedStatisticError } from '../metrics/statistics.ts';
import {
  type Alarm,
  actionsFor,
  createAlarm,
  keepState,
  type Transition,
  type Verdict,
} from './alarm.ts';
import {
  type AlarmDefinition,
  AlarmDefinitionError,
  type AlarmResource,
  readAlarm,
} from './alarm-definition.ts';
import { AlarmHistory, changeOf } from './alarm-history.ts';
import type { AlarmState } from './alarm-state.ts';
import { CompositeRuleError } from './composite-rule.ts';
import { createEvaluator, type Evaluator } from './create-evaluator.ts';
import { evaluateMetricAlarm, evaluationIntervalSeconds } from './evaluate-metric-alarm.ts';
import { MuteRules } from './mute-rules.ts';
import { type AlarmNotification, notificationOf } from './notification.ts';
import { Suppression } from './suppression.ts';

export interface AlarmOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Called for each action that is an SNS topic. A failure is logged and does not stop the alarms. */
  readonly publish: (notification: AlarmNotification) => Promise<void>;
  /** Called for each transition that is news. Without it `log` has a line. */
  readonly onTransition?: (transition: Transition) => void;
  /** Events that are worth a line on the console: an alarm's transition, a failed action. */
  readonly log?: (line: string) => void;
}

const expectedErrors = [
  AlarmDefinitionError,
  CompositeRuleError,
  ExpressionError,
  UnsupportedStatisticError,
];

/** All alarms of the stack: evaluates them, and runs their actions. */
export class Alarms {
  readonly history = new AlarmHistory();
  readonly muteRules = new MuteRules();
  readonly #alarms = new Map<string, Alarm>();
  readonly #evaluators = new Map<Alarm, Evaluator>();
  readonly #suppression = new Suppression();
  /** The state that a mute rule first kept an alarm from telling. */
  readonly #muted = new Map<Alarm, AlarmState>();
  readonly #options: AlarmOptions;
  readonly #store: MetricStore;

  constructor(resources: readonly AlarmResource[], store: MetricStore, options: AlarmOptions) {
    this.#options = options;
    this.#store = store;
    this.deploy(resources);
  }

  /**
   * Has these alarms from now on. One that was there keeps its state, as with PutMetricAlarm:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  deploy(resources: readonly AlarmResource[]): void {
    const before = new Map(this.#alarms);
    this.#alarms.clear();
    this.#evaluators.clear();
    for (const resource of resources) this.#add(resource, before);
  }

  list(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /** By name or ARN. */
  find(alarm: string): Alarm | undefined {
    return this.#alarms.get(alarm) ?? this.list().find(({ arn }) => arn === alarm);
  }

  /** Evaluates what is due at `endMs`, a multiple of ten seconds, over the periods that end there. */
  evaluate(endMs: number): void {
    for (const [alarm, evaluator] of this.#evaluators) {
      if (evaluator.kind !== 'metric' || alarm.definition?.kind !== 'metric') continue;
      if (endMs % (evaluationIntervalSeconds(alarm.definition) * 1000) !== 0) continue;
      const verdict = evaluateMetricAlarm(alarm.definition, evaluator.queries, endMs);
      if (verdict) this.#enter(alarm, verdict);
    }
    this.#evaluateComposites();
    this.#actOnDue();
    this.#actOnUnmuted();
  }

  arnOfMuteRule(name: string): string {
    const { region, accountId } = this.#options;
    return `arn:aws:cloudwatch:${region}:${accountId}:alarm-mute-rule:${name}`;
  }

  /** Like SetAlarmState: lasts until the next evaluation says otherwise. */
  setState(alarm: Alarm, verdict: Verdict): void {
    this.#enter(alarm, verdict);
    this.#evaluateComposites(alarm);
  }

  #add(resource: AlarmResource, before: ReadonlyMap<string, Alarm>): void {
    const { region, accountId, clock } = this.#options;
    let definition: AlarmDefinition | undefined;
    let evaluator: Evaluator | undefined;
    let problem: string | undefined;
    try {
      definition = readAlarm(resource);
      evaluator = createEvaluator(definition, this.#store);
    } catch (error) {
      if (!expectedErrors.some((expected) => error instanceof expected)) throw error;
      problem = error instanceof Error ? error.message : '';
      this.#options.log?.(`The alarm ${resource.logicalId} is not evaluated here: ${problem}`);
    }
    const name = definition?.properties.AlarmName ?? resource.logicalId;
    const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
    const composite = resource.type === 'AWS::CloudWatch::CompositeAlarm';
    const type = composite ? 'CompositeAlarm' : 'MetricAlarm';
    const alarm = createAlarm({ name, arn, type, createdAt: clock.now() }, definition, problem);
    const older = before.get(name);
    if (older && evaluator) keepState(older, alarm);
    this.#alarms.set(name, alarm);
    if (evaluator) this.#evaluators.set(alarm, evaluator);
  }

  /** A composite may depend on composites, so this runs until nothing changes. */
  #evaluateComposites(except?: Alarm): void {
    for (let pass = 0; pass <= this.#alarms.size; pass += 1) {
      const changes = [...this.#evaluators].filter(
        ([alarm, evaluator]) => alarm !== except && this.#evaluateComposite(alarm, evaluator),
      );
      if (changes.length === 0) return;
    }
  }

  /** Whether the state changed. */
  #evaluateComposite(alarm: Alarm, evaluator: Evaluator): boolean {
    if (evaluator.kind !== 'composite') return false;
    const holds = evaluator.holds((name) => this.#stateOf(name));
    const state = holds ? 'ALARM' : 'OK';
    if (alarm.verdict.state === state) return false;
    this.#enter(alarm, { state, reason: `The alarm's rule ${holds ? 'holds' : "doesn't hold"}` });
    return true;
  }

  #stateOf(name: string): AlarmState {
    return this.find(name)?.verdict.state ?? 'INSUFFICIENT_DATA';
  }

  #enter(alarm: Alarm, verdict: Verdict): void {
    const at = this.#options.clock.now();
    const before = alarm.verdict;
    const previous = before.state;
    alarm.verdict = verdict;
    if (previous === verdict.state) return;
    alarm.stateUpdatedAt = at;
    alarm.transitionedAt = at;
    const { state, reason } = verdict;
    const summary = `Alarm updated from ${previous} to ${state}`;
    this.history.add(alarm, at, 'StateUpdate', summary, changeOf(before, verdict));
    // At the start each alarm enters its first state: news only if that is not good.
    const isNews = previous !== 'INSUFFICIENT_DATA' || state !== 'OK';
    const transition = { ...verdict, alarm, previous, at };
    const { log, onTransition } = this.#options;
    if (isNews && onTransition) onTransition(transition);
    else if (isNews) log?.(`${alarm.name}: ${previous} → ${state}. ${reason}`);
    this.#tellSuppressed(alarm, previous, at);
    this.#act(transition);
  }

  /** Tells the composite alarms whose suppressor this alarm is. */
  #tellSuppressed(suppressor: Alarm, previous: AlarmState, at: number): void {
    const { name, arn, verdict } = suppressor;
    for (const alarm of this.#alarms.values()) {
      const named = suppressorOf(alarm);
      if (named !== name && named !== arn) continue;
      this.#suppression.onSuppressor(alarm, previous, verdict.state, at);
    }
  }

  #act(transition: Transition): void {
    const { alarm, state, at } = transition;
    const suppressor = suppressorOf(alarm);
    const suppressorState = suppressor === undefined ? undefined : this.#stateOf(suppressor);
    const by = this.#suppression.onTransition(alarm, suppressorState, at);
    if (by === undefined) this.#runActions(transition);
    else this.history.add(alarm, at, 'Action', `Actions suppressed by ${by}`, { state });
  }

  /** Runs the actions that a suppressor's wait or extension period held back until now. */
  #actOnDue(): void {
    const at = this.#options.clock.now();
    for (const alarm of this.#suppression.takeDue(at)) {
      const { verdict } = alarm;
      this.#runActions({ ...verdict, alarm, previous: verdict.state, at });
    }
  }

  /**
   * Runs what was muted, where the alarm is still in the state that it was muted in first.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules-behaviour.html
   */
  #actOnUnmuted(): void {
    const at = this.#options.clock.now();
    for (const [alarm, state] of this.#muted) {
      if (this.muteRules.muting(alarm.name, at) !== undefined) continue;
      this.#muted.delete(alarm);
      const { verdict } = alarm;
      if (verdict.state === state) this.#runActions({ ...verdict, alarm, previous: state, at });
    }
  }

  #runActions(transition: Transition): void {
    const { alarm, state, at } = transition;
    const rule = this.muteRules.muting(alarm.name, at);
    if (rule !== undefined) {
      this.history.add(alarm, at, 'Action', `Actions muted by ${rule}`, { state });
      if (!this.#muted.has(alarm)) this.#muted.set(alarm, state);
      return;
    }
    for (const action of actionsFor(alarm, state)) {
      if (/^arn:[\w-]+:sns:/.test(action)) this.#notify(transition, action);
      else this.#options.log?.(`${alarm.name}: the action ${action} is not supported here`);
    }
  }

  #notify(transition: Transition, topicArn: string): void {
    const { alarm, at } = transition;
    const note = (outcome: string) =>
      this.history.add(alarm, at, 'Action', `${outcome} action ${topicArn}`, { topicArn });
    const told = notificationOf(transition, this.#options);
    this.#options.publish({ topicArn, alarmArn: alarm.arn, ...told }).then(
      () => note('Successfully executed'),
      (error: unknown) => {
        note('Failed to execute');
        const why = error instanceof Error ? error.message : String(error);
        this.#options.log?.(`${alarm.name}: could not notify ${topicArn}: ${why}`);
      },
    );
  }
}

function suppressorOf({ definition }: Alarm): string | undefined {
  return definition?.kind === 'composite' ? definition.properties.ActionsSuppressor : undefined;
}
