import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** @returns the files of the CDK that a module and all its imports load */
async function cdkFilesOf(module: string): Promise<readonly string[]> {
  const script = `
    const { registerHooks } = await import('node:module');
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    await import(${JSON.stringify(join(root, module))});
    console.log(JSON.stringify(loaded.filter((url) => url.includes('/aws-cdk-lib/'))));
  `;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return JSON.parse(stdout);
}

// It takes a second and 80 MB: of a command that is on call, and of a stack whose console is open.
it.each([
  'client/alarms/read-trouble.ts',
  'cli/runbook/runbook.ts',
  'local/console/server/endpoints.ts',
])('%s loads nothing of the CDK', async (module) => {
  expect(await cdkFilesOf(module)).toEqual([]);
});
