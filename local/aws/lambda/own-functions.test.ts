import { expect, it } from 'vitest';
import type { Resource, Resources } from '../../boot/template/resources.ts';
import { ownFunctions } from './own-functions.ts';

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

function resourcesOf(...all: readonly Resource[]): Resources {
  return {
    ofType: (wanted) => all.filter(({ type }) => type === wanted),
    countByType: () => new Map(all.map(({ type }) => [type, 1])),
  };
}

it('leaves out a function that CloudFormation alone calls, for a custom resource', () => {
  const lambda = (name: string): Resource => ({
    logicalId: name,
    type: 'AWS::Lambda::Function',
    ref: name,
    properties: {},
  });
  const emptied: Resource = {
    logicalId: 'Emptied',
    type: 'Custom::S3AutoDeleteObjects',
    ref: 'emptied',
    properties: { ServiceToken: arn('empty-bucket'), BucketName: 'spillway-dev' },
  };
  const resources = resourcesOf(lambda('ingestion'), lambda('empty-bucket'), emptied);
  expect(ownFunctions(resources).map(({ ref }) => ref)).toEqual(['ingestion']);
});
