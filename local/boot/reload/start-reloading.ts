import type { Deployed, Deployment, Revision } from '../deployment.ts';
import type { RevisionFolders } from '../revision-folders.ts';
import { type Synthesized, startSynthesis } from '../synthesis/start-synthesis.ts';
import { inputFolders, type SynthesisInputs, synthesisKey } from '../synthesis/synthesis-key.ts';
import { describeChanges } from './describe-changes.ts';
import { reasonToRestart } from './reason-to-restart.ts';
import type { Reload } from './reload.ts';
import { watchFolders } from './watch-folders.ts';

interface ReloadingParts {
  readonly inputs: SynthesisInputs;
  readonly folders: RevisionFolders;
  readonly open: (synthesized: Synthesized, folder: string) => Revision;
  /** What is deployed. */
  readonly first: Revision;
  readonly deployment: Deployment;
  readonly onDeployed: (deployed: Deployed) => void;
  readonly tell: (reload: Reload) => void;
}

/**
 * Deploys again whenever what a synthesis reads is another than at the last try, one time after the other. Stopping
 * ends a synthesis, and waits for a deployment.
 */
export function startReloading(parts: ReloadingParts, started: AsyncDisposableStack): void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isEdited = false;
  // What was edited during the start is seen at once, where that can be known.
  let isUnknown = parts.first.synthesized.key === undefined;
  let running: Promise<void> | undefined;
  const attempt = createAttempt(parts, signal, () => isEdited);
  const run = async () => {
    do {
      isEdited = false;
      // First, so that what is edited later on is seen.
      await followInputs();
      if (!signal.aborted && !isUnknown) await attempt();
      isUnknown = false;
    } while (isEdited && !signal.aborted);
    running = undefined;
  };
  const folders = watchFolders(() => {
    isEdited = true;
    running ??= run();
  });
  let isWatching = true;
  const followInputs = async () => {
    if (!isWatching) return;
    try {
      folders.follow(await inputFolders(parts.inputs));
    } catch (error) {
      // A folder that is gone while it is being looked at will be told of once more.
      if (Object(error).code === 'ENOENT') return;
      isWatching = false;
      parts.tell({ kind: 'not-watching', why: messageOf(error) });
    }
  };
  running = run();
  started.defer(async () => {
    folders.stop();
    stopping.abort();
    await running;
  });
}

/** @param isEditedAgain what is tried then is of no interest any more if it is wrong */
function createAttempt(
  parts: ReloadingParts,
  signal: AbortSignal,
  isEditedAgain: () => boolean,
): () => Promise<void> {
  const { inputs, tell } = parts;
  let deployed = parts.first;
  let triedKey = deployed.synthesized.key;
  return async () => {
    const key = await synthesisKey(inputs).catch(() => undefined);
    if (key !== undefined && key === triedKey) return;
    triedKey = key;
    tell({ kind: 'began' });
    const { revision, told } = await reload(parts, deployed, async (outdir) => {
      const synthesized = await startSynthesis({ ...inputs, outdir }, signal);
      triedKey = synthesized.key;
      return synthesized;
    });
    deployed = revision ?? deployed;
    const isObsolete = signal.aborted || (told.kind === 'refused' && isEditedAgain());
    // The next edit may be the same again, and then has to be told of.
    if (isObsolete) triedKey = undefined;
    else tell(told);
  };
}

interface Result {
  readonly told: Reload;
  /** What is deployed now, or may be in part; absent where nothing has changed. */
  readonly revision?: Revision;
}

async function reload(
  { folders, open, deployment, onDeployed }: ReloadingParts,
  deployed: Revision,
  synthesize: (outdir: string) => Promise<Synthesized>,
): Promise<Result> {
  const began = performance.now();
  let outdir: string | undefined;
  let revision: Revision | undefined;
  try {
    outdir = await folders.create();
    const next = open(await synthesize(outdir), outdir);
    const reason = reasonToRestart(deployed, next);
    if (reason !== undefined) return { told: { kind: 'needs-restart', why: reason } };
    const deploy = deployment.prepare(next);
    revision = next;
    const done = await deploy();
    onDeployed(done);
    void done.drained.then(() => folders.removeUnused(deployment.functions.byName));
    const seconds = (performance.now() - began) / 1000;
    return { revision, told: { kind: 'reloaded', seconds, ...describeChanges(deployed, next) } };
  } catch (error) {
    const why = messageOf(error);
    return revision === undefined
      ? { told: { kind: 'refused', why } }
      : { revision, told: { kind: 'failed', why } };
  } finally {
    if (revision === undefined && outdir !== undefined) await folders.remove(outdir);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
