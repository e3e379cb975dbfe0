import { because, type ResourceTypes } from '../resource-type.ts';

export const logsTypes: ResourceTypes = {
  'AWS::Logs::LogGroup': {
    emulated: ['LogGroupName', 'RetentionInDays'],
    ignored: { Tags: because.tagged },
  },
  'AWS::Logs::MetricFilter': {
    emulated: [
      'LogGroupName',
      'FilterPattern',
      'MetricTransformations[].MetricNamespace',
      'MetricTransformations[].MetricName',
      'MetricTransformations[].MetricValue',
      'MetricTransformations[].Dimensions',
    ],
    ignored: {},
  },
  'AWS::Logs::LogStream': { emulated: ['LogGroupName', 'LogStreamName'], ignored: {} },
  'AWS::Logs::QueryDefinition': 'saved queries are for the console',
};
