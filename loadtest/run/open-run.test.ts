import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRun } from './open-run.ts';
import { createProgress } from './progress.ts';

it('takes no samples that another run left in its folder for its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-open-run-'));
  writeFileSync(join(folder, 'samples.jsonl'), '{"kind":"plan"}\n');
  const opened = openRun({
    ...{ context: { vars: {} }, env: { SPILLWAY_REPORT: folder } },
    test: { scriptPath: 'loadtest/smoke.yml', phases: [] },
    ...{ progress: createProgress(process.stderr), isHalted: () => false },
  });
  await expect(opened).rejects.toThrow(/samples.jsonl has the samples of another run\. Remove it/);
  rmSync(folder, { recursive: true });
});
