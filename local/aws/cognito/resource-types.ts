import { because, type ResourceTypes } from '../resource-type.ts';

const nobodySignsIn = 'a pool has no users here' as const;

export const cognitoTypes: ResourceTypes = {
  'AWS::Cognito::UserPool': {
    emulated: [],
    ignored: {
      AccountRecoverySetting: nobodySignsIn,
      AdminCreateUserConfig: nobodySignsIn,
      EmailVerificationMessage: nobodySignsIn,
      EmailVerificationSubject: nobodySignsIn,
      Policies: nobodySignsIn,
      SmsVerificationMessage: nobodySignsIn,
      UserPoolName: 'nothing shows it',
      UserPoolTags: because.tagged,
      UserPoolTier: 'nothing costs anything',
      VerificationMessageTemplate: nobodySignsIn,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    emulated: [
      'UserPoolId',
      'ClientName',
      'GenerateSecret',
      'AllowedOAuthFlows',
      'AllowedOAuthScopes',
      'AccessTokenValidity',
      'TokenValidityUnits.AccessToken',
    ],
    ignored: {
      AllowedOAuthFlowsUserPoolClient: 'flows go by AllowedOAuthFlows',
      SupportedIdentityProviders: nobodySignsIn,
    },
  },
  'AWS::Cognito::UserPoolDomain': {
    emulated: ['Domain'],
    ignored: { UserPoolId: 'there is one pool' },
  },
  'AWS::Cognito::UserPoolResourceServer': {
    emulated: ['UserPoolId', 'Identifier', 'Scopes[].ScopeName'],
    ignored: { Name: 'nothing shows it', 'Scopes[].ScopeDescription': because.described },
  },
};
