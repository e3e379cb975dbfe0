import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from './command-error.ts';

export interface StageSource {
  readonly sender: string;
  readonly custom?: unknown;
}

/** Where a stage runs, and how to reach its AWS APIs. */
export interface Stage {
  /** As in the names of its resources. */
  readonly name: string;
  readonly isEmbedded: boolean;
  /** Present for the embedded stack only; otherwise the AWS SDK finds these itself. */
  readonly connection?: {
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly sqsEndpoint: string;
    readonly cloudWatchEndpoint: string;
    readonly secretsEndpoint: string;
    readonly s3Endpoint: string;
    readonly tableEndpoint: string;
  };
  /** Of the embedded stack: source → its sender, and what the configuration says of a custom one. */
  readonly sources?: Readonly<Record<string, StageSource>>;
  /** Of an embedded stack that was started with another configuration than the project's own. */
  readonly configFile?: string;
}

/** The stage name that means the running embedded stack. */
export const embeddedStage = 'local';

const stackFile = z.object({
  pid: z.number().int(),
  stage: z.string(),
  sources: z
    .record(z.string(), z.object({ sender: z.string(), custom: z.unknown().optional() }))
    .default({}),
  configFile: z.string().optional(),
  env: z.object({
    AWS_ENDPOINT_URL_SQS: z.string(),
    AWS_ENDPOINT_URL_CLOUDWATCH: z.string(),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: z.string(),
    AWS_ENDPOINT_URL_S3: z.string(),
    AWS_ENDPOINT_URL_DYNAMODB: z.string(),
    AWS_REGION: z.string(),
    AWS_ACCESS_KEY_ID: z.string(),
    AWS_SECRET_ACCESS_KEY: z.string(),
  }),
});

/**
 * Finds a stage. `local` is what `npm start` wrote to `.spillway/stack.json` under `root`.
 *
 * @throws CommandError when no embedded stack runs.
 */
export function findStage(name: string, root: string): Stage {
  if (name !== embeddedStage) return { name, isEmbedded: false };
  const described = readStackFile(join(root, '.spillway', 'stack.json'));
  const { pid, stage, sources, configFile, env } = described;
  if (!isRunning(pid)) throw notRunning(`The process ${pid} of .spillway/stack.json is gone.`);
  return {
    name: stage,
    isEmbedded: true,
    connection: {
      region: env.AWS_REGION,
      credentials: {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      },
      sqsEndpoint: env.AWS_ENDPOINT_URL_SQS,
      cloudWatchEndpoint: env.AWS_ENDPOINT_URL_CLOUDWATCH,
      secretsEndpoint: env.AWS_ENDPOINT_URL_SECRETS_MANAGER,
      s3Endpoint: env.AWS_ENDPOINT_URL_S3,
      tableEndpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
    },
    sources,
    ...(configFile === undefined ? {} : { configFile }),
  };
}

function readStackFile(path: string): z.infer<typeof stackFile> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw notRunning('No embedded stack is running.', { cause });
  }
  const parsed = stackFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw notRunning(`.spillway/stack.json can't be read (${field}: ${issue?.message}).`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It exists, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function notRunning(message: string, options?: ErrorOptions): CommandError {
  const remedy =
    'Start it in another terminal with `npm start`, or name a deployed stage: --stage dev';
  return new CommandError(message, remedy, options);
}
