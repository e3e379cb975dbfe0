import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

const page = readFileSync('docs/senders.md', 'utf8');
const documented = [
  ...page.matchAll(/^### (.+)\n[^#]*?```sh\n([\s\S]+?)\n```\n\n```text printed\n(.+)\n```$/gm),
].map(([, title = '', commands = '', prints = '']) => ({ title, commands, prints }));
const folder = mkdtempSync(join(tmpdir(), 'spillway-handshakes-'));
let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startFixtureStack({ configFile: 'examples/all-senders.config.ts' });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  const file = join(folder, '.spillway', 'stack.json');
  writeStackFile({ pid: process.pid, stage, endpoint, sinkUrl, sources, env }, file);
});

afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true });
});

describe('the handshakes of docs/senders.md, pasted into a shell', () => {
  it('are those of eight senders', () => {
    expect(documented).toHaveLength(8);
  });

  it.each(documented)('$title prints what the page says', async ({ commands, prints }) => {
    const { stdout } = await promisify(execFile)('sh', ['-c', commands], { cwd: folder });
    const pattern = prints.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('…', '[\\w+/=:-]+');
    expect(stdout.trim()).toMatch(new RegExp(`^${pattern}$`));
  });
});
