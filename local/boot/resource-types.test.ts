import { describe, expect, it } from 'vitest';
import { describeUnstarted } from './resource-types.ts';

describe('what is not started', () => {
  it('is named with its count: what needs nothing apart from what can’t be run', () => {
    const lines = describeUnstarted(
      new Map([
        ['AWS::SQS::Queue', 2],
        ['AWS::Lambda::Alias', 2],
        ['AWS::IAM::Role', 3],
        ['AWS::Logs::LogGroup', 4],
        ['AWS::KMS::Alias', 1],
        ['AWS::WAFv2::WebACL', 1],
      ]),
    );
    expect(lines).toEqual([
      'Nothing to do here for: 1 AWS::KMS::Alias, 4 AWS::Logs::LogGroup',
      'NOT RUN on one machine: 1 AWS::WAFv2::WebACL',
    ]);
  });

  it('is nothing when everything is started', () => {
    expect(describeUnstarted(new Map([['AWS::SQS::Queue', 2]]))).toEqual([]);
  });
});
