import {
  Alarm,
  type AlarmBase,
  AlarmRule,
  CompositeAlarm,
  type IAlarm,
  type IAlarmAction,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmDefinition, Severity } from '../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import {
  type BurnWindow,
  type BurnWindowId,
  burnMetric,
  burnRule,
  burnWindows,
} from '../dashboards/alarms/burn-windows.ts';
import { metricAlarms, subjectsOf } from '../dashboards/alarms/catalogue.ts';
import { describeAlarm, describePart } from '../dashboards/alarms/describe-alarm.ts';
import { burnAlarms } from '../dashboards/alarms/service-levels.ts';
import { degradedId } from '../dashboards/alarms/siblings.ts';
import type { Watched } from '../dashboards/watched.ts';

/** Whom an alarm tells. A stage that tells nobody of a severity doesn't have its alarms. */
export type AlarmActions = { readonly [S in Severity]?: IAlarmAction | undefined };

interface Told {
  readonly severity: Severity;
  readonly alarm: AlarmBase;
}

/** All alarms of the catalogue. Each tells somebody when it fires and when it is over. */
export class AlarmSet extends Construct {
  /** Those that tell somebody, and the one that sums them up. */
  readonly alarms: readonly IAlarm[];
  readonly #watched: Watched;
  readonly #windows = new Map<BurnWindowId, Alarm>();

  constructor(scope: Construct, id: string, watched: Watched, actions: AlarmActions) {
    super(scope, id);
    this.#watched = watched;
    const told = [
      ...entries<AlarmDefinition>(metricAlarms)
        .filter(([, { severity }]) => actions[severity])
        .flatMap(([alarmId, definition]) => this.#addMetricAlarms(alarmId, definition)),
      ...entries<BurnDefinition>(burnAlarms)
        .filter(([, { severity }]) => actions[severity])
        .map(([alarmId, definition]) => this.#addBurnAlarm(alarmId, definition)),
    ];
    for (const { severity, alarm } of told) {
      const action = actions[severity];
      if (!action) continue;
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
    this.alarms = [...told.map(({ alarm }) => alarm), this.#addDegraded(told)];
  }

  #addMetricAlarms(id: string, definition: AlarmDefinition): readonly Told[] {
    const { severity, metric, threshold } = definition;
    return subjectsOf(definition, this.#watched).map((of) => {
      const suffix = of === undefined ? '' : `-${of}`;
      const alarm = new Alarm(this, `${id}${suffix}`, {
        alarmName: this.#nameOf(id) + suffix,
        alarmDescription: describeAlarm(id, definition, this.#watched, of),
        metric: metric(this.#watched, of),
        threshold: threshold(this.#watched),
        ...ruleOf(definition),
      });
      return { severity, alarm };
    });
  }

  #addBurnAlarm(id: string, definition: BurnDefinition): Told {
    const pairs = definition.pairs.map((pair) =>
      AlarmRule.allOf(...pair.map((window) => isOn(this.#windowAlarm(window, id)))),
    );
    const alarm = new CompositeAlarm(this, id, {
      compositeAlarmName: this.#nameOf(id),
      alarmDescription: describeAlarm(id, definition, this.#watched),
      alarmRule: AlarmRule.anyOf(...pairs),
    });
    return { severity: definition.severity, alarm };
  }

  #windowAlarm(id: BurnWindowId, of: string): Alarm {
    const known = this.#windows.get(id);
    if (known) return known;
    const window: BurnWindow = burnWindows[id];
    const { budget, rate } = window;
    const sentence = `Part of ${alarmSlug(of)}: in this window the budget of ${budget} burns more than ${rate} times as fast as it may.`;
    const alarm = new Alarm(this, id, {
      alarmName: this.#nameOf(id),
      alarmDescription: describePart(of, sentence, this.#watched),
      metric: burnMetric(window, this.#watched),
      threshold: rate,
      ...ruleOf(burnRule),
    });
    this.#windows.set(id, alarm);
    return alarm;
  }

  /** Tells nobody: each of its parts does. */
  #addDegraded(told: readonly Told[]): CompositeAlarm {
    const pages = told.filter(({ severity }) => severity === 'P');
    const sentence = `At least 1 of the ${pages.length} alarms that wake someone is on: for a board, it tells nobody.`;
    return new CompositeAlarm(this, degradedId, {
      compositeAlarmName: this.#nameOf(degradedId),
      alarmDescription: describePart(degradedId, sentence, this.#watched),
      alarmRule: AlarmRule.anyOf(...pages.map(({ alarm }) => isOn(alarm))),
    });
  }

  #nameOf(id: string): string {
    return `spillway-${this.#watched.stage}-${alarmSlug(id)}`;
  }
}

type BurnDefinition = (typeof burnAlarms)[keyof typeof burnAlarms];
type Rule = Pick<AlarmDefinition, 'comparison' | 'datapoints' | 'missing'>;

function ruleOf({ comparison, datapoints: [m, n], missing }: Rule) {
  return {
    comparisonOperator: comparison,
    datapointsToAlarm: m,
    evaluationPeriods: n,
    treatMissingData: missing,
  };
}

/** By its name: with 74 ARNs a rule would have more than its 10,240 characters. */
function isOn({ alarmName }: IAlarm) {
  return AlarmRule.fromString(`ALARM("${alarmName}")`);
}

function entries<T>(all: Readonly<Record<string, T>>): readonly [string, T][] {
  return Object.entries(all);
}
