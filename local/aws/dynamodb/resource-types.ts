import { because, type ResourceTypes } from '../resource-type.ts';

export const dynamodbTypes: ResourceTypes = {
  'AWS::DynamoDB::Table': {
    emulated: ['TableName', 'AttributeDefinitions', 'KeySchema', 'TimeToLiveSpecification'],
    ignored: {
      BillingMode: 'nothing costs anything, and nothing is throttled but by a fault',
      PointInTimeRecoverySpecification: 'a table ends with the process',
      Tags: because.tagged,
    },
  },
};
