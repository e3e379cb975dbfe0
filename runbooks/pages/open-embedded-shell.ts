import { delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { StackDescription } from '../../client/stack-file.ts';
import { shellEnvironment } from '../../client/stage/shell-environment.ts';
import { type AwsClient, installAwsClient } from './aws-client.ts';
import { runInProcess } from './run-in-process.ts';
import { openShell, type Shell, type ShellOptions } from './shell.ts';

export interface EmbeddedShellOptions extends Pick<ShellOptions, 'root' | 'values'> {
  readonly signal: AbortSignal;
  /** The directory that holds `.spillway/stack.json`, where it is not the checkout. */
  readonly stackRoot?: string;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** The stack's time, where it has one of its own: milliseconds since 1970. */
  readonly now?: () => number;
  /** What a command of ours is told where it asks for a secret. */
  readonly readInput?: (prompt: string) => Promise<string>;
}

/**
 * A shell that `npx spillway env` has set up for a running embedded stack: commands of ours run in this process, `aws`
 * is the real client in one version, whichever this machine has. Nothing of this process's environment gets there: no
 * profile of whoever runs it.
 *
 * @returns the client too, which may be missing: then `aws` lines fail, or run another version
 */
export async function openEmbeddedShell(
  stack: Pick<StackDescription, 'env' | 'stage'>,
  options: EmbeddedShellOptions,
): Promise<{ readonly shell: Shell; readonly client: AwsClient }> {
  const { root, values, signal, stackRoot = root, sleep = setTimeout, now, readInput } = options;
  const client = await installAwsClient(root);
  const directories = [
    ...('directory' in client ? [client.directory] : []),
    ...[join(root, 'node_modules', '.bin'), dirname(process.execPath)],
    ...['/usr/local/bin', '/usr/bin', '/bin'],
  ];
  const env = {
    ...shellEnvironment(stack).set,
    PATH: directories.join(delimiter),
    // A long output would wait for somebody who turns its pages.
    AWS_PAGER: '',
  };
  const context = {
    ...{ root: stackRoot, signal, sleep: (milliseconds: number) => sleep(milliseconds) },
    ...(readInput === undefined ? {} : { readInput }),
  };
  const shell = openShell({
    ...{ root, env, signal },
    ...(values === undefined ? {} : { values }),
    runSpillway: (args) =>
      runInProcess(args, env, now && readsOnlyMetrics(args) ? { ...context, now } : context),
  });
  return { shell, client };
}

/** Metrics have the stack's time, lines of logs the machine's. */
function readsOnlyMetrics([noun, verb]: readonly string[]): boolean {
  return noun === 'reconcile' && verb === 'status';
}
