import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmId, alarmDescription, alarmSlug, alarms } from '../dashboards/alarms.ts';
import type { Watched } from '../dashboards/watched.ts';

/** All alarms of the catalogue. Each publishes to the topic when it fires and when it is over. */
export class AlarmSet extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, watched: Watched, topic: ITopic) {
    super(scope, id);
    const action = new SnsAction(topic);
    this.alarms = (Object.keys(alarms) as AlarmId[]).map((alarmId) => {
      const alarm = this.createAlarm(alarmId, watched);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
  }

  private createAlarm(id: AlarmId, watched: Watched): Alarm {
    const { metric, threshold, comparison, datapoints, missing } = alarms[id];
    const [datapointsToAlarm, evaluationPeriods] = datapoints;
    return new Alarm(this, id, {
      alarmName: `spillway-${watched.stage}-${alarmSlug(id)}`,
      alarmDescription: alarmDescription(id, watched),
      metric: metric(watched),
      threshold: threshold(),
      comparisonOperator: comparison,
      datapointsToAlarm,
      evaluationPeriods,
      treatMissingData: missing,
    });
  }
}
