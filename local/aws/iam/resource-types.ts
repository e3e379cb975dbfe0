import { because, type ResourceTypes } from '../resource-type.ts';

export const iamTypes: ResourceTypes = {
  'AWS::IAM::Role': {
    emulated: [
      'RoleName',
      'Path',
      'AssumeRolePolicyDocument',
      'ManagedPolicyArns',
      'Policies',
      'PermissionsBoundary',
    ],
    ignored: {
      Description: because.described,
      Tags: because.tagged,
    },
  },
  'AWS::IAM::ManagedPolicy': {
    emulated: ['ManagedPolicyName', 'PolicyDocument', 'Roles'],
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
