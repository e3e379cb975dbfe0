import { type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { deadLettersRow } from './rows/dead-letters.ts';
import { evidenceRow } from './rows/evidence.ts';
import { ingestionRow } from './rows/ingestion.ts';
import { latencyRow } from './rows/latency.ts';
import { processingRow } from './rows/processing.ts';
import { queueRow } from './rows/queue.ts';
import { dashboardUrl, type Watched } from './watched.ts';
import { rowWidth } from './widgets.ts';

/** Answers "where is it stuck?" Each part in the order in which a webhook passes it. */
export function pipelineWidgets(watched: Watched): IWidget[][] {
  const overview = dashboardUrl(watched, 'overview');
  const markdown = `# Spillway, stage ${watched.stage}: where is it stuck?\nIngestion → queue → processing → destinations. [Is it healthy at all?](${overview})`;
  return [
    [new TextWidget({ markdown, width: rowWidth, height: 2 })],
    ...ingestionRow(watched),
    ...queueRow(watched),
    ...processingRow(watched),
    ...latencyRow(watched),
    ...deadLettersRow(watched),
    ...evidenceRow(watched),
  ];
}
