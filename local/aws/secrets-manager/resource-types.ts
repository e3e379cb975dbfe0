import { because, type ResourceTypes } from '../resource-type.ts';

export const secretsManagerTypes: ResourceTypes = {
  'AWS::SecretsManager::Secret': {
    emulated: ['Name', 'Description', 'SecretString', 'GenerateSecretString'],
    ignored: { Tags: because.tagged },
  },
  'AWS::SecretsManager::ResourcePolicy': {
    emulated: ['SecretId', 'ResourcePolicy', 'BlockPublicPolicy'],
    ignored: {},
  },
};
