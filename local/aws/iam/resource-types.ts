import { because, type ResourceTypes } from '../resource-type.ts';

export const iamTypes: ResourceTypes = {
  'AWS::IAM::Role': {
    emulated: [
      'Path',
      'AssumeRolePolicyDocument',
      'ManagedPolicyArns',
      'Policies',
      'PermissionsBoundary',
    ],
    ignored: {
      Description: because.described,
      RoleName: 'the logical id names it',
      Tags: because.tagged,
    },
  },
  'AWS::IAM::ManagedPolicy': {
    emulated: ['PolicyDocument', 'Roles'],
    ignored: { Description: because.described, Path: 'nothing goes by it' },
  },
  'AWS::IAM::Policy': {
    emulated: ['PolicyDocument', 'Roles'],
    ignored: { PolicyName: 'nothing shows it' },
  },
  'AWS::IAM::RolePolicy': {
    emulated: ['PolicyDocument', 'RoleName'],
    ignored: { PolicyName: 'nothing shows it' },
  },
  'AWS::KMS::Alias': because.unencrypted,
  'AWS::KMS::Key': {
    emulated: ['KeyPolicy'],
    ignored: {
      Description: because.described,
      EnableKeyRotation: because.unencrypted,
      Tags: because.tagged,
    },
  },
};
