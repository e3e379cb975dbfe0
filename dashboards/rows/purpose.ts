import {
  AlarmStatusWidget,
  type IAlarm,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { newestNotes } from '../queries.ts';
import { slo } from '../slo.ts';
import { consoleUrl, dashboardUrl, type Watched } from '../watched.ts';
import { rowWidth } from '../widgets.ts';
import { queryWidget } from './query-widget.ts';

/** What CloudWatch takes in one widget. */
const mostAlarms = 100;

/** What this is for, what we promise, where else to look; the newest notes; and the state of every alarm. */
export function purposeRow(watched: Watched, alarms: readonly IAlarm[]): IWidget[][] {
  const grids = Math.ceil(alarms.length / mostAlarms);
  return [
    [
      new TextWidget({ markdown: purpose(watched), width: 14, height: 6 }),
      queryWidget(newestNotes, watched, { width: 10, height: 6 }),
    ],
    ...Array.from({ length: grids }, (_, index) => {
      const some = alarms.slice(index * mostAlarms, (index + 1) * mostAlarms);
      const height = Math.max(3, Math.ceil(some.length / alarmsPerLine) + 1);
      const title = grids === 1 ? 'Alarms' : `Alarms, ${index + 1} of ${grids}`;
      return [new AlarmStatusWidget({ title, alarms: some, width: rowWidth, height })];
    }),
  ];
}

/** Roughly, in the width of a row. */
const alarmsPerLine = 6;

function purpose(watched: Watched): string {
  const { availability, freshness } = slo;
  const console = consoleUrl(watched);
  return [
    `# Spillway, stage ${watched.stage}: is it healthy?`,
    'Takes signed webhooks in, answers at once, delivers them later, and loses none.',
    '',
    `**Aims** over ${availability.days} days: ${100 * availability.target} % of requests answered without a 5xx; ${100 * freshness.target} % of webhooks tried within ${freshness.seconds} s of their receipt.`,
    '',
    `**Where is it stuck?** [The pipeline, part by part](${dashboardUrl(watched, 'pipeline')})`,
    '',
    `**What became of this one?** \`npx spillway trace <delivery-id> --stage ${watched.stage}\`, or the saved queries in the folder \`spillway-${watched.stage}\` of [Logs Insights](${console}#logsV2:logs-insights)`,
    '',
    `[Trace map](${console}#xray:service-map/map) · [Runbooks](${watched.runbookBaseUrl})`,
  ].join('\n');
}
