import { because, type ResourceTypes } from '../resource-type.ts';

export const lambdaTypes: ResourceTypes = {
  'AWS::Lambda::Function': {
    emulated: [
      'FunctionName',
      'Role',
      'Handler',
      'Runtime',
      'Code.S3Key',
      'Timeout',
      'MemorySize',
      'Environment.Variables',
      'ReservedConcurrentExecutions',
      'RecursiveLoop',
      'LoggingConfig.LogGroup',
      'LoggingConfig.LogFormat',
      'LoggingConfig.ApplicationLogLevel',
      'LoggingConfig.SystemLogLevel',
      'TracingConfig.Mode',
    ],
    ignored: {
      Architectures: 'a function runs on this machine, whatever that is',
      'Code.S3Bucket': 'the code is taken from the synthesized assets',
      Description: because.described,
      Tags: because.tagged,
    },
  },
  'AWS::Lambda::Alias': {
    emulated: ['FunctionName', 'Name'],
    ignored: { FunctionVersion: 'a deployment moves it to the version that it publishes' },
  },
  'AWS::Lambda::EventInvokeConfig': 'a failed asynchronous call is never repeated here',
  'AWS::Lambda::Version': 'a version is published for each change of code or configuration',
  'AWS::Lambda::Permission': {
    emulated: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
    ignored: {},
  },
  'AWS::Lambda::EventSourceMapping': {
    emulated: [
      'EventSourceArn',
      'FunctionName',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'Enabled',
      'FunctionResponseTypes',
      'ScalingConfig.MaximumConcurrency',
      'FilterCriteria',
    ],
    ignored: {
      MetricsConfig: 'a mapping always counts its events',
      Tags: because.tagged,
    },
  },
};
