import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './is-alive.ts';

/** Where a running `npm start` says how to reach it: `npx spillway` and the load tests read it. */
const stackFile = join(import.meta.dirname, '..', '.spillway', 'stack.json');

const stackDescription = z.object({
  pid: z.number().int(),
  stage: z.string(),
  endpoint: z.string(),
  sinkUrl: z.string(),
  /** Where `npx spillway fault` switches faults. */
  faultsUrl: z.string().optional(),
  /** The address of its console, with the token that opens it. */
  consoleUrl: z.string().optional(),
  /** Where `npx spillway cost` reads what the stack used. */
  meterUrl: z.string().optional(),
  /** Absolute. Absent where the stack runs this project's own configuration. */
  configFile: z.string().optional(),
  sources: z.record(
    z.string(),
    z.object({
      sender: z.string(),
      secret: z.string(),
      privateKey: z.string().optional(),
      /** As configured, for senders that sign it. */
      publicUrl: z.string().optional(),
      /** What the configuration says of a custom sender. */
      custom: z.unknown().optional(),
    }),
  ),
  /** Absent where the configuration has no `events`. */
  events: z
    .object({
      tokenEndpoint: z.string(),
      clients: z.array(z.object({ id: z.string(), secret: z.string().optional() })),
    })
    .optional(),
  env: z.record(z.string(), z.string()),
});
export type StackDescription = z.infer<typeof stackDescription>;

/** Why there is no stack to be reached. The message is a sentence, without any value of the file. */
export class NoStackError extends Error {
  override readonly name = 'NoStackError';
}

/**
 * The stack that the file describes.
 *
 * @throws NoStackError where there is no file, its process is gone, or a field is missing or wrong
 */
export function readStackFile(file: string = stackFile): StackDescription {
  if (!existsSync(file)) throw new NoStackError('No embedded stack is running.');
  const described = parseStackDescription(readJson(file), '.spillway/stack.json');
  // A killed stack leaves its file behind.
  if (isAlive(described.pid)) return described;
  throw new NoStackError(`The process ${described.pid} of .spillway/stack.json is gone.`);
}

/**
 * What a stack says of itself: in its file, and to the process that started it.
 *
 * @param where it says that, for the error
 * @throws NoStackError that names the field which is missing or wrong
 */
export function parseStackDescription(value: unknown, where: string): StackDescription {
  const parsed = stackDescription.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new NoStackError(`${where} can't be read (${field}: ${issue?.message}).`);
}

/** Readable by this user only: it holds the development secrets. */
export function writeStackFile(description: StackDescription, file: string = stackFile): void {
  mkdirSync(dirname(file), { recursive: true });
  // In one step: it is written again while others read it.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

/** Removes the file unless another stack has written its own meanwhile. */
export function removeStackFile(pid: number, file: string = stackFile): void {
  if (Object(readJson(file)).pid === pid) rmSync(file, { force: true });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
