import type { Command } from 'commander';
import type { CommandLines } from '../../client/command-lines.ts';
import type { FunctionName } from '../../client/deployments/live-functions.ts';
import {
  type FunctionVersion,
  readAllVersions,
  readVersions,
} from '../../client/deployments/read-versions.ts';
import { createCallAws } from '../../client/stage/call-aws.ts';
import { formatTable } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';

export interface VersionsFlags extends Shared {
  readonly function?: FunctionName;
}

/** `spillway versions` */
export function versions(
  options: VersionsFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async ({ clients, stage, lines }) => {
    context.err.progress('reading …');
    const callAws = createCallAws(clients, { stack: stage.stack });
    const found =
      options.function === undefined
        ? await readAllVersions(stage.name, callAws)
        : await readVersions(stage.name, options.function, callAws);
    print(options, context, found, (all, out) => printVersions(all, out, lines));
  });
}

const header = ['FUNCTION', 'VERSION', 'PUBLISHED', 'CHANGED', ''];

function printVersions(all: readonly FunctionVersion[], out: Terminal, lines: CommandLines): void {
  const rows = all.map((one) => [
    ...[one.function, one.version, one.publishedAt, one.changed ?? '–'],
    [...(one.isLive ? ['live'] : []), one.description ?? ''].join(' ').trim(),
  ]);
  for (const line of formatTable(header, rows)) out.line(printable(line));
  const earlier = all.find((one, index) => isEarlier(one, all[index - 1]));
  if (earlier === undefined) return;
  const { function: name, version: to } = earlier;
  out.line(`\nTo go back to an earlier one: ${lines.other(['rollback'], { function: name, to })}`);
}

/** The one before the version that is live. */
function isEarlier(one: FunctionVersion, later: FunctionVersion | undefined): boolean {
  return later?.isLive === true && later.function === one.function;
}
