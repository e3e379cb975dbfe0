import type { Command } from 'commander';
import {
  type ChangedResource,
  type Deployment,
  readDeployments,
} from '../../client/deployments/read-deployments.ts';
import { createCallAws } from '../../client/stage/call-aws.ts';
import { formatSeconds } from '../../client/terminal/format.ts';
import { printable } from '../../client/terminal/printable.ts';
import type { Terminal } from '../../client/terminal/terminal.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { connect } from '../connect.ts';

export interface DeploymentsFlags extends Shared {
  readonly limit: number;
}

/** `spillway deployments` */
export function deployments(
  options: DeploymentsFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async ({ clients, stage }) => {
    context.err.progress('reading …');
    const callAws = createCallAws(clients, { stack: stage.stack });
    const found = await readDeployments(stage.name, options.limit, callAws);
    print(options, context, found, (all, out) => {
      if (all.length === 0) out.line('No deployment is known.');
      for (const one of all) printDeployment(one, out);
    });
  });
}

function printDeployment(deployment: Deployment, out: Terminal): void {
  const { startedAt, endedAt, status, reason, changes } = deployment;
  const isWell = /^(CREATE|UPDATE|IMPORT)_COMPLETE/.test(status);
  const isUnderWay = status.endsWith('_IN_PROGRESS');
  const took = isUnderWay ? 'under way' : `after ${durationOf(startedAt, endedAt)}`;
  const shown = out.style(isUnderWay ? 'yellow' : isWell ? 'green' : 'red', status);
  out.line(`${startedAt}  ${shown} ${took}`);
  if (reason !== undefined) out.line(`    ${printable(reason)}`);
  for (const line of summarize(changes)) out.line(`    ${printable(line)}`);
}

function durationOf(startedAt: string, endedAt: string): string {
  return formatSeconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}

function nounFor(count: number): string {
  return count === 1 ? 'resource' : 'resources';
}

const named = new Set(['AWS::Lambda::Function', 'AWS::SQS::Queue']);

/** What functions and queues are called, and of all else how many. */
function summarize(changes: readonly ChangedResource[]): readonly string[] {
  return (['created', 'updated', 'deleted'] as const).flatMap((kind) => {
    const ofKind = changes.filter(({ change }) => change === kind);
    const names = ofKind
      .filter(({ type }) => kind !== 'created' && named.has(type))
      .map(({ physicalId }) => physicalId.split(/[/:]/).at(-1) ?? physicalId);
    const others = ofKind.length - names.length;
    const rest = others === 0 ? [] : [`${others} ${names.length > 0 ? 'more' : nounFor(others)}`];
    return ofKind.length === 0 ? [] : [`${kind} ${[...names, ...rest].join(', ')}`];
  });
}
