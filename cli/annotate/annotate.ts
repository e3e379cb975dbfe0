import type { Command } from 'commander';
import { type Annotation, annotate as mark } from '../../client/annotations/annotate.ts';
import { wrongUsage } from '../../client/command-error.ts';
import { explainError } from '../../client/explain-error.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import { findStage } from '../../client/stage/stage.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';

export interface AnnotateFlags extends Shared {
  readonly kind: Annotation['kind'];
  readonly at?: Date;
}

const mostCharacters = 1000;
/** CloudWatch Logs takes nothing that is older. */
const oldestMs = 14 * 86_400_000;
/** And nothing that is so far ahead. */
const newestMs = 2 * 3_600_000;

/** `spillway annotate` */
export async function annotate(
  text: string,
  { kind, at, ...options }: AnnotateFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const annotation = { kind, text: text.trim(), at: at?.getTime() ?? context.now() };
  refuse(annotation, context.now());
  const stage = findStage(command.optsWithGlobals<Shared>().stage, context.root);
  const client = openLogs(stage);
  try {
    await mark(client, stage.name, annotation);
  } catch (error) {
    throw explainError(error, stage, createCommandLines(command));
  } finally {
    client.destroy();
  }
  const { at: time } = annotation;
  const written = { ...annotation, at: new Date(time).toISOString(), stage: stage.name };
  print(options, context, written, (result, out) =>
    out.line(`Marked on the graphs of ${result.stage} at ${result.at}: ${kind}.`),
  );
}

/** @throws CommandError for what AWS would refuse, or nobody could read on a dashboard */
function refuse({ text, at }: Annotation, now: number): void {
  if (text === '' || text.length > mostCharacters) {
    throw wrongUsage(
      `A text has 1 to ${mostCharacters} characters, and this one has ${text.length}.`,
      'Say in a few words what begins or ends here, in quotes.',
    );
  }
  if (now - at > oldestMs || at - now > newestMs) {
    throw wrongUsage(
      `CloudWatch takes a mark of the last 14 days, or up to 2 hours ahead, and not of ${new Date(at).toISOString()}.`,
      'Name a time in between: --at 2h, or --at 2026-11-25T10:00Z',
    );
  }
}
