import {
  AlarmStatusWidget,
  type IAlarm,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { slo } from '../slo.ts';
import { consoleUrl, dashboardUrl, type Watched } from '../watched.ts';

/** What this is for, what we promise, where else to look, and the state of every alarm. */
export function purposeRow(watched: Watched, status: readonly IAlarm[]): IWidget[] {
  return [
    new TextWidget({ markdown: purpose(watched), width: 10, height: 7 }),
    new AlarmStatusWidget({ title: 'Alarms', alarms: [...status], width: 14, height: 7 }),
  ];
}

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
