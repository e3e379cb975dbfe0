import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NoStackError, readStackFile, removeStackFile, writeStackFile } from './stack-file.ts';

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

  it('says why there is none: no file, damage, a field that is missing, a process that is gone', () => {
    const file = join(folder, 'stale.json');
    const { pid } = spawnSync(process.execPath, ['--version']);
    const read = () => readStackFile(file);
    expect(read).toThrow(new NoStackError('No embedded stack is running.'));
    writeStackFile({ ...description, pid }, file);
    expect(read).toThrow(new NoStackError(`The process ${pid} of .spillway/stack.json is gone.`));
    writeFileSync(file, '{"pid":');
    expect(read).toThrow(/^\.spillway\/stack\.json can't be read \(the file: /);
    const { sinkUrl: _, ...incomplete } = description;
    writeFileSync(
      file,
      JSON.stringify({ ...incomplete, sources: { github: { secret: 'shown?' } } }),
    );
    expect(read).toThrow(/sinkUrl/);
    expect(read).not.toThrow(/shown\?/);
  });

  it('is removed by the stack that wrote it only', () => {
    const file = join(folder, 'owned.json');
    writeStackFile(description, file);
    removeStackFile(description.pid + 1, file);
    expect(readStackFile(file)).toEqual(description);
    removeStackFile(description.pid, file);
    expect(() => readStackFile(file)).toThrow('No embedded stack is running.');
  });
});
