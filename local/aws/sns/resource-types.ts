import { because, type ResourceTypes } from '../resource-type.ts';

export const snsTypes: ResourceTypes = {
  'AWS::SNS::Topic': {
    emulated: ['TopicName', 'KmsMasterKeyId'],
    ignored: { DisplayName: because.described, Tags: because.tagged },
  },
  'AWS::SNS::TopicPolicy': { emulated: ['Topics', 'PolicyDocument'], ignored: {} },
};
