import type { Report } from './json.ts';

const ofEmbedded = [
  "Sender, service and queue shared this machine's processors; on AWS they don't, and the network lies between them.",
  'SQS, API Gateway and Lambda were stood in for here: their throttles and scaling are modelled, not measured.',
];

const ofAws = [
  'The network between this machine and AWS is in every figure of an answer.',
  'CloudWatch gives its figures by the minute and up to a few minutes late.',
];

const ofAll = [
  'Latency counts from when each webhook was due; what nobody answered counts as long as its sender waited.',
  'Percentiles of a phase are at most 0.1 % too high (HDR histogram); the backlog is sampled once a second.',
  'What was sent to warm up is in the counts, not in the latencies.',
];

interface Measured extends Pick<Report, 'sketch'> {
  readonly environment: Pick<Report['environment'], 'stack'>;
}

/** What the figures of a run can't say: first of all, what of AWS was in it. */
export function limitsOf({ environment: { stack }, sketch }: Measured): readonly string[] {
  const isEmbedded = stack.includes('embedded');
  return [
    ...(isEmbedded ? ofEmbedded : stack === 'AWS' ? ofAws : []),
    ...ofAll,
    ...(sketch === undefined
      ? []
      : ["Artillery's percentiles err by 1 %, and count from sending."]),
  ];
}
