import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Where a running `npm start` says how to reach it: `npx spillway` and the load tests read it. */
export const stackFile = join(import.meta.dirname, '..', '.spillway', 'stack.json');

export const stackDescription = z.object({
  pid: z.number().int(),
  stage: z.string(),
  endpoint: z.string(),
  sinkUrl: z.string(),
  /** Where `npx spillway fault` switches faults. */
  faultsUrl: z.string().optional(),
  /** Absolute. Absent where the stack runs this project's own configuration. */
  configFile: z.string().optional(),
  sources: z.record(
    z.string(),
    z.object({
      sender: z.string(),
      secret: z.string(),
      privateKey: z.string().optional(),
      /** What the configuration says of a custom sender. */
      custom: z.unknown().optional(),
    }),
  ),
  env: z.record(z.string(), z.string()),
});
export type StackDescription = z.infer<typeof stackDescription>;

/** The stack that the file describes, if its process still runs. A file left behind counts as none. */
export function readStackFile(file: string = stackFile): StackDescription | undefined {
  const parsed = stackDescription.safeParse(readJson(file));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
}

/** Readable by this user only: it holds the development secrets. */
export function writeStackFile(description: StackDescription, file: string = stackFile): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
}

/** Removes the file unless another stack has written its own meanwhile. */
export function removeStackFile(pid: number, file: string = stackFile): void {
  const parsed = stackDescription.safeParse(readJson(file));
  if (parsed.success && parsed.data.pid === pid) rmSync(file, { force: true });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, but belongs to another user.
    return Object(error).code === 'EPERM';
  }
}
