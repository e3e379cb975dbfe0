import {
  AlarmStatusWidget,
  type IAlarm,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { alarmSlug, alarms } from '../alarms.ts';
import { slo } from '../slo.ts';
import { runbookUrl, type Watched } from '../watched.ts';

export function purposeRow(watched: Watched, status: readonly IAlarm[]): IWidget[] {
  return [
    new TextWidget({ markdown: purpose(watched), width: 16, height: 5 }),
    new AlarmStatusWidget({ title: 'Alarms', alarms: [...status], width: 8, height: 5 }),
  ];
}

function purpose(watched: Watched): string {
  const { stage, region } = watched;
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  const runbooks = Object.keys(alarms)
    .map(alarmSlug)
    .map((name) => `[${name}](${runbookUrl(watched, name)})`);
  return [
    `# Spillway, stage ${stage}`,
    'Takes signed webhooks in, answers at once, delivers them later, and loses none.',
    '',
    `**Aims** over ${slo.availability.days} days: ${100 * slo.availability.target} % of requests answered without a 5xx; ${100 * slo.freshness.target} % of webhooks processed within ${slo.freshness.seconds} s of their receipt.`,
    '',
    `**Runbooks**: ${runbooks.join(' · ')}`,
    '',
    `[Trace map](${console}#xray:service-map/map) · [Logs Insights](${console}#logsV2:logs-insights)`,
  ].join('\n');
}
