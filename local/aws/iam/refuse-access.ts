import { type Refusal, xmlRefusal } from '../http/refusal.ts';
import type { Refused } from './guard.ts';

/** Each service family's answer to a caller that it does not know, or that lacks the permission. */
type Refuse = (refused: Refused) => Refusal;

const invalidToken = 'The security token included in the request is invalid.';
const missingToken = 'Request is missing Authentication Token';

/** SQS, DynamoDB and CloudWatch write the type with its namespace, and the message of a denial with a capital. */
function coralError(refused: Refused): object {
  const prefix = 'com.amazon.coral.service#';
  return refused.kind === 'denied'
    ? { __type: `${prefix}AccessDeniedException`, Message: refused.message }
    : { __type: `${prefix}${exceptionOf[refused.kind]}`, message: wordsFor[refused.kind] };
}

const exceptionOf = {
  unsigned: 'MissingAuthenticationTokenException',
  'unknown-key': 'UnrecognizedClientException',
} as const;
const wordsFor = { unsigned: missingToken, 'unknown-key': invalidToken } as const;
const queryCodes = {
  unsigned: 'MissingAuthenticationToken',
  'unknown-key': 'InvalidClientTokenId',
  denied: 'AccessDenied',
} as const;

/** SQS writes the action in lower case. */
export const refuseForSqs: Refuse = (refused) => {
  const { headers, body } = refuseForQueryCompatible(refused);
  if (refused.kind !== 'denied') return { status: 403, headers, body };
  const { action } = refused;
  return { status: 403, headers, body: body.replaceAll(action, action.toLowerCase()) };
};

/** CloudWatch's JSON, which names the code of the older query protocol as well. */
export const refuseForQueryCompatible: Refuse = (refused) => ({
  status: 403,
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${queryCodes[refused.kind]};Sender`,
  },
  body: JSON.stringify(coralError(refused)),
});

/** DynamoDB. */
export const refuseForDynamodb: Refuse = (refused) => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(coralError(refused)),
});

/** Secrets Manager and EventBridge. */
export const refuseForJson: Refuse = (refused) => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(
    refused.kind === 'denied'
      ? { __type: 'AccessDeniedException', Message: refused.message }
      : { __type: exceptionOf[refused.kind], message: wordsFor[refused.kind] },
  ),
});

/** SES v2, whose error type is in a header. */
export const refuseForRest: Refuse = (refused) => {
  const [type, words] =
    refused.kind === 'denied'
      ? ['AccessDeniedException', refused.message]
      : [exceptionOf[refused.kind], wordsFor[refused.kind]];
  return {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ [refused.kind === 'denied' ? 'Message' : 'message']: words }),
  };
};

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
export const refuseForSns: Refuse = (refused) =>
  queryError(refused, 'http://sns.amazonaws.com/doc/2010-03-31/', 'AuthorizationError');

export const refuseForCloudFormation: Refuse = (refused) =>
  queryError(refused, 'http://cloudformation.amazonaws.com/doc/2010-05-15/', 'AccessDenied');

function queryError(refused: Refused, namespace: string, denied: string): Refusal {
  const code = refused.kind === 'denied' ? denied : queryCodes[refused.kind];
  const words = refused.kind === 'denied' ? refused.message : wordsFor[refused.kind];
  return {
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(words)}</Message></Error></ErrorResponse>`,
  };
}

/** S3 puts the ARN in quotes, and calls an unsigned request a denied one. */
export const refuseForS3: Refuse = (refused) => {
  if (refused.kind === 'unknown-key') {
    const words = 'The AWS Access Key Id you provided does not exist in our records.';
    return xmlRefusal(403, 'InvalidAccessKeyId', words);
  }
  const words =
    refused.kind === 'unsigned'
      ? 'Access Denied'
      : refused.message.replace(/ on resource: (\S+)/, ' on resource: "$1"');
  return xmlRefusal(403, 'AccessDenied', escapeXml(words));
};

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
