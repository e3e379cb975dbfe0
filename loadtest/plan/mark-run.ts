import { annotate } from '../../client/annotations/annotate.ts';
import { openLogs } from '../../client/logs/open-logs.ts';
import type { StackDescription } from '../../client/stack-file.ts';
import { embeddedStageOf, type Stage } from '../../client/stage/stage.ts';

/** Marks the run on the graphs of its stage. A run is as good without its mark, so that this only says why not. */
export async function markRun(
  stage: Stage,
  text: string,
  say: (line: string) => void,
): Promise<void> {
  const client = openLogs(stage);
  try {
    await annotate(client, stage.name, { kind: 'loadtest', text, at: Date.now() });
  } catch (error) {
    say(`This run is not marked on the graphs of ${stage.name}: ${error}`);
  } finally {
    client.destroy();
  }
}

interface MarkOptions {
  /** Absent for a stage on AWS. */
  readonly stack: StackDescription | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The stage that is loaded, if its graphs can be written to from here: the embedded stack, or a stage on AWS whose
 * URL has its name, where this shell has credentials at all.
 */
export function stageToMark({ stack, env }: MarkOptions): Stage | undefined {
  if (stack !== undefined) return embeddedStageOf(stack);
  const { SPILLWAY_URL: url = '', AWS_PROFILE, AWS_ACCESS_KEY_ID } = env;
  const [, name] = /\.amazonaws\.com\/(\w[\w-]*)\/?$/.exec(url) ?? [];
  const canWrite = Boolean(AWS_PROFILE ?? AWS_ACCESS_KEY_ID);
  return name !== undefined && canWrite ? { name, isEmbedded: false } : undefined;
}
