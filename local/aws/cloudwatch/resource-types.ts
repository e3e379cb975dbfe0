import { because, type ResourceTypes } from '../resource-type.ts';

const shared = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'AlarmActions',
  'OKActions',
  'InsufficientDataActions',
] as const;

export const cloudWatchTypes: ResourceTypes = {
  'AWS::CloudWatch::Alarm': {
    emulated: [
      ...shared,
      'ComparisonOperator',
      'Threshold',
      'EvaluationPeriods',
      'DatapointsToAlarm',
      'TreatMissingData',
      'Namespace',
      'MetricName',
      'Dimensions',
      'Statistic',
      'ExtendedStatistic',
      'Period',
      'Unit',
      'Metrics',
    ],
    ignored: { Tags: because.tagged },
  },
  'AWS::CloudWatch::CompositeAlarm': {
    emulated: [
      ...shared,
      'AlarmRule',
      'ActionsSuppressor',
      'ActionsSuppressorWaitPeriod',
      'ActionsSuppressorExtensionPeriod',
    ],
    ignored: { Tags: because.tagged },
  },
  'AWS::CloudWatch::Dashboard': {
    emulated: ['DashboardName', 'DashboardBody'],
    ignored: { Tags: because.tagged },
  },
};
