import { Dashboard, type IAlarm, type IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { overviewWidgets } from '../dashboards/overview.ts';
import { pipelineWidgets } from '../dashboards/pipeline.ts';
import { dashboardName, type Watched } from '../dashboards/watched.ts';

/** `overview`: is it healthy? `pipeline`: where is it stuck? */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, watched: Watched, alarms: readonly IAlarm[]) {
    super(scope, id);
    const { stage } = watched;
    this.create('Overview', dashboardName(stage, 'overview'), overviewWidgets(watched, alarms));
    this.create('Pipeline', dashboardName(stage, 'pipeline'), pipelineWidgets(watched));
  }

  private create(id: string, dashboardName: string, widgets: IWidget[][]): void {
    new Dashboard(this, id, {
      ...{ dashboardName, widgets },
      start: '-PT3H',
      // Each graph in its own steps, however long the time that is looked at.
      periodOverride: PeriodOverride.INHERIT,
    });
  }
}
