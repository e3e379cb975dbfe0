import { CommandError } from './command-error.ts';
import type { CommandLines } from './command-lines.ts';
import type { Stage } from './stage/stage.ts';

interface Explanation {
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

type Explain = (error: Error, stage: Stage, lines: CommandLines) => Explanation;

const noCredentials: Explain = () => ({
  message: 'There are no AWS credentials.',
  remedy:
    'Sign in (`aws sso login`) and name the profile (`AWS_PROFILE=…`), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
});

const noRegion: Explain = (_, __, lines) => ({
  message: 'There is no AWS region.',
  remedy: `Name it: AWS_REGION=eu-central-1 ${lines.same()}`,
});

const expired: Explain = () => ({
  message: 'The AWS credentials have expired.',
  remedy: 'Sign in again, for example with `aws sso login`.',
});

const unknownCaller: Explain = (error) => ({
  message: `AWS does not take the credentials: ${error.message}`,
  remedy: 'Sign in again, or use another profile (`AWS_PROFILE=…`); a wrong clock does that too.',
});

// The SDK has tried three times.
const throttled: Explain = (error) => ({
  message: `AWS is asked too often: ${error.message}`,
  remedy: 'Try again in a minute: all who use this account share its quotas.',
});

// AWS names caller, action and resource in its message.
const denied: Explain = (error) => ({
  message: `AWS denied access: ${error.message}`,
  remedy: 'Allow that action for the caller, or use another profile (`AWS_PROFILE=…`).',
});

const deploy = ({ name, isEmbedded }: Stage) =>
  isEmbedded
    ? 'Start it again with `npm start`.'
    : `Check the profile and region (AWS_PROFILE, AWS_REGION), or deploy it: \`npx cdk deploy -c stage=${name}\``;

const noQueue: Explain = (_, stage) => ({
  message: `The stage ${stage.name} has no such queue in this account and region.`,
  remedy: deploy(stage),
});

const noBucket: Explain = (_, stage) => ({
  message: `The stage ${stage.name} has no bucket in this account and region.`,
  remedy: deploy(stage),
});

// DynamoDB and SQS name what is missing in their message.
const noResource: Explain = (error, stage) => ({
  message: `The stage ${stage.name} lacks what this command needs: ${error.message}`,
  remedy: deploy(stage),
});

const unreachable: Explain = (error, { isEmbedded }) =>
  isEmbedded
    ? { message: 'The embedded stack does not answer.', remedy: 'Start it again with `npm start`.' }
    : {
        message: `AWS can't be reached: ${innermost(error).message}`,
        remedy: 'Check the network and AWS_REGION.',
      };

/** That of fetch only says that it failed. */
function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}

/** By the names that SDK and SQS give their errors, and the system its own. */
const explanations: Readonly<Record<string, Explain>> = {
  CredentialsProviderError: noCredentials,
  TokenProviderError: noCredentials,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  RequestExpired: unknownCaller,
  InvalidClientTokenId: unknownCaller,
  UnrecognizedClientException: unknownCaller,
  InvalidSignatureException: unknownCaller,
  SignatureDoesNotMatch: unknownCaller,
  InvalidAccessKeyId: unknownCaller,
  Throttling: throttled,
  ThrottlingException: throttled,
  ThrottledException: throttled,
  RequestThrottled: throttled,
  RequestLimitExceeded: throttled,
  TooManyRequestsException: throttled,
  ProvisionedThroughputExceededException: throttled,
  SlowDown: throttled,
  AccessDenied: denied,
  AccessDeniedException: denied,
  'AWS.SimpleQueueService.NonExistentQueue': noQueue,
  QueueDoesNotExist: noQueue,
  NoSuchBucket: noBucket,
  ResourceNotFoundException: noResource,
  NoRegion: noRegion,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  ETIMEDOUT: unreachable,
  TimeoutError: unreachable,
  UND_ERR_CONNECT_TIMEOUT: unreachable,
  UND_ERR_SOCKET: unreachable,
};

/** Says what went wrong and what to do about it. The unexpected keeps its own words. */
export function explainError(error: unknown, stage: Stage, lines: CommandLines): CommandError {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) return new CommandError(String(error));
  const explain = namesOf(error)
    .map((name) => (Object.hasOwn(explanations, name) ? explanations[name] : undefined))
    .find((found) => found !== undefined);
  const { message, remedy } = explain?.(error, stage, lines) ?? {
    message: `${error.name}: ${error.message}`,
  };
  return new CommandError(message, remedy, { cause: error });
}

/** A refused connection to several addresses comes as an AggregateError with the code on it, and of fetch as its cause. */
function namesOf(error: Error): readonly string[] {
  const code = 'code' in error ? [String(error.code)] : [];
  const region = /region is missing/i.test(error.message) ? ['NoRegion'] : [];
  // What fetch says of the port of `nowhere`.
  const port = error.message === 'bad port' ? ['ECONNREFUSED'] : [];
  const cause = error.cause instanceof Error ? namesOf(error.cause) : [];
  return [error.name, ...code, ...region, ...port, ...cause];
}
