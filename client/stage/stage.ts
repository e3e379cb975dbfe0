import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { NoStackError, readStackFile, type StackDescription } from '../stack-file.ts';
import { embeddedStage } from './embedded-stage.ts';

/** Where a stage runs, and how to reach its AWS APIs. */
export interface Stage {
  /** As in the names of its resources. */
  readonly name: string;
  readonly isEmbedded: boolean;
  /** Present for the embedded stack only; otherwise the AWS SDK finds these itself. */
  readonly connection?: Connection;
  /** What an embedded stack says of itself. */
  readonly stack?: StackDescription;
  /** Of an embedded stack that was started with another configuration than the project's own. */
  readonly configFile?: string;
}

export interface Connection {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly sqsEndpoint: string;
  readonly cloudWatchEndpoint: string;
  readonly logsEndpoint: string;
  readonly xrayEndpoint: string;
  readonly secretsEndpoint: string;
  readonly s3Endpoint: string;
  readonly tableEndpoint: string;
}

const environment = z.object({
  AWS_ENDPOINT_URL_SQS: z.string(),
  AWS_ENDPOINT_URL_CLOUDWATCH: z.string(),
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: z.string(),
  AWS_ENDPOINT_URL_XRAY: z.string(),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: z.string(),
  AWS_ENDPOINT_URL_S3: z.string(),
  AWS_ENDPOINT_URL_DYNAMODB: z.string(),
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
});

/**
 * Finds a stage. `local` is what `npm start` wrote to `.spillway/stack.json` under `root`.
 *
 * @throws CommandError when no embedded stack runs.
 */
export function findStage(name: string, root: string): Stage {
  if (name !== embeddedStage) return { name, isEmbedded: false };
  try {
    return embeddedStageOf(readStackFile(join(root, '.spillway', 'stack.json')));
  } catch (error) {
    throw error instanceof NoStackError ? notRunning(error) : error;
  }
}

function notRunning(cause: NoStackError): CommandError {
  const remedy =
    'Start it in another terminal with `npm start`, or name a deployed stage: --stage dev';
  return new CommandError(cause.message, remedy, { cause });
}

/** @throws NoStackError where the stack does not say how to reach one of its APIs */
export function embeddedStageOf(stack: StackDescription): Stage {
  const { stage: name, env, configFile } = stack;
  return {
    ...{ name, stack, isEmbedded: true, connection: connectionOf(env) },
    ...(configFile === undefined ? {} : { configFile }),
  };
}

function connectionOf(env: StackDescription['env']): Connection {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const [missing] = parsed.error.issues;
    throw new NoStackError(`.spillway/stack.json has no env.${missing?.path.join('.')}.`);
  }
  const { data } = parsed;
  return {
    region: data.AWS_REGION,
    credentials: {
      accessKeyId: data.AWS_ACCESS_KEY_ID,
      secretAccessKey: data.AWS_SECRET_ACCESS_KEY,
    },
    sqsEndpoint: data.AWS_ENDPOINT_URL_SQS,
    cloudWatchEndpoint: data.AWS_ENDPOINT_URL_CLOUDWATCH,
    logsEndpoint: data.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS,
    xrayEndpoint: data.AWS_ENDPOINT_URL_XRAY,
    secretsEndpoint: data.AWS_ENDPOINT_URL_SECRETS_MANAGER,
    s3Endpoint: data.AWS_ENDPOINT_URL_S3,
    tableEndpoint: data.AWS_ENDPOINT_URL_DYNAMODB,
  };
}
