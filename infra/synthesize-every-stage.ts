import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from './input-error.ts';
import { runApp } from './run-app.ts';
import { stages } from './settings.ts';
import { synthesize } from './synthesize.ts';

// Part of `npm run check`: nothing is kept, and a stage that can't be deployed is found before somebody tries.
await runApp(async () => {
  for (const stage of Object.keys(stages)) await tryStage(stage);
});

async function tryStage(stage: string): Promise<void> {
  const outdir = await mkdtemp(join(tmpdir(), 'spillway-check-'));
  try {
    await synthesize({ stage, outdir });
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(`Stage ${stage}:\n${cause.message}`, { cause });
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
