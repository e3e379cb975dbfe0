import { Dashboard, type IAlarm, type IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { overviewWidgets } from '../dashboards/overview.ts';
import { pipelineWidgets } from '../dashboards/pipeline.ts';
import { dashboardName, type Watched } from '../dashboards/watched.ts';

/**
 * `overview`: is it healthy? `pipeline`: where is it stuck? They stand in the stack itself, so that they keep their logical
 * ids: under another one CloudFormation would have to create a dashboard whose name is taken, and a deployment would fail.
 */
export function addDashboards(scope: Construct, watched: Watched, alarms: readonly IAlarm[]): void {
  const add = (id: string, name: string, widgets: IWidget[][]) =>
    new Dashboard(scope, id, {
      ...{ dashboardName: name, widgets },
      start: '-PT3H',
      // Each graph in its own steps, however long the time that is looked at.
      periodOverride: PeriodOverride.INHERIT,
    });
  const { stage } = watched;
  add('Overview', dashboardName(stage, 'overview'), overviewWidgets(watched, alarms));
  add('Pipeline', dashboardName(stage, 'pipeline'), pipelineWidgets(watched));
}
