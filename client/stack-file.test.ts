import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStackFile, removeStackFile, writeStackFile } from './stack-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-stack-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const description = {
  pid: process.pid,
  stage: 'dev',
  endpoint: 'http://127.0.0.1:4100/dev',
  sinkUrl: 'http://127.0.0.1:4101',
  faultsUrl: 'http://127.0.0.1:4106',
  sources: { github: { sender: 'github', secret: 'secret' } },
  env: { AWS_REGION: 'us-east-1' },
};

describe('the stack file', () => {
  it('is found while its process runs, and is for this user only', () => {
    const file = join(folder, 'new', 'stack.json');
    writeStackFile(description, file);
    expect(readStackFile(file)).toEqual(description);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('counts as none when its process is gone, when it is damaged, and when it is not there', () => {
    const file = join(folder, 'stale.json');
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeStackFile({ ...description, pid }, file);
    expect(readStackFile(file)).toBeUndefined();
    writeFileSync(file, '{"pid":');
    expect(readStackFile(file)).toBeUndefined();
    expect(readStackFile(join(folder, 'none.json'))).toBeUndefined();
  });

  it('is removed by the stack that wrote it only', () => {
    const file = join(folder, 'owned.json');
    writeStackFile(description, file);
    removeStackFile(description.pid + 1, file);
    expect(readStackFile(file)).toEqual(description);
    removeStackFile(description.pid, file);
    expect(readStackFile(file)).toBeUndefined();
  });
});
