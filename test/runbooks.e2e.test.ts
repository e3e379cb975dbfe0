import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeStackFile } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { executeBlock, isAsExpected } from '../runbooks/pages/execute-block.ts';
import { openEmbeddedShell } from '../runbooks/pages/open-embedded-shell.ts';
import { readPageNames } from '../runbooks/pages/read-page-names.ts';
import { readRunbookPage } from '../runbooks/pages/read-runbook-page.ts';
import type { Shell } from '../runbooks/pages/shell.ts';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { fixtureConfigFile } from './factories/fixture-inputs.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';

// A minute of metrics and alarms passes in a second and a half, and a last attempt comes after seconds.
const clockFactor = 40;
const context = { ...comeBackSoon.context, maxReceiveCount: '2', ticketAlarms: 'true' };
const patiently = { timeout: 60_000, interval: 500 };

const blocks = readPageNames().flatMap((name) =>
  readRunbookPage(name).blocks.map((block) => ({ name, ...block })),
);
/** The blocks that only look, by what they run: each of them runs once, whichever pages have it. */
const looks = Object.groupBy(
  blocks.filter(
    ({ tag, commands }) =>
      tag === 'run' && !/^aws (?:lambda|cloudformation)/.test(commands[0] ?? ''),
  ),
  ({ commands }) => commands.join('\n'),
);
const root = mkdtempSync(join(tmpdir(), 'spillway-runbooks-'));

let stack: EmbeddedStack;
let shell: Shell;

beforeAll(async () => {
  stack = await startFixtureStack({ ...comeBackSoon, context, clockFactor });
  const { stage, endpoint, sinkUrl, sources, env } = stack;
  const file = join(root, '.spillway', 'stack.json');
  writeStackFile(
    { pid: process.pid, stage, endpoint, sinkUrl, configFile: fixtureConfigFile, sources, env },
    file,
  );
  ({ shell } = await openEmbeddedShell(stack, {
    ...{ root: join(import.meta.dirname, '..'), stackRoot: root },
    signal: new AbortController().signal,
    // Nothing waits for its rate here.
    sleep: () => Promise.resolve(),
  }));
  // The audit runs every five minutes. Until then there are no books, and then of what comes from now on.
  await vi.waitUntil(hasBooks, patiently);
  await shell.run('npx spillway send --count 3');
  await vi.waitUntil(isCalm, patiently);
}, 120_000);

afterAll(async () => {
  await stack.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('on a calm stage, what the pages run prints what they say', () => {
  it.each(Object.entries(looks))('%s', async (_, same = []) => {
    expect(await surprises(same, 'calm')).toEqual([]);
  });
});

/** What a page expects, and the command does not print: with page and line. */
async function surprises(
  same: readonly (typeof blocks)[number][],
  state: 'calm' | 'trouble',
): Promise<readonly string[]> {
  const [{ commands } = { commands: [] }] = same;
  const own = same.flatMap(({ name, expectations }) =>
    expectations
      .filter((one) => [state, 'either'].includes(one.state))
      .map((one) => ({ ...one, name })),
  );
  const outcome = await executeBlock({ commands, expectations: own }, shell);
  const [{ stdout, stderr, exitCode } = { stdout: '', stderr: '', exitCode: -1 }] =
    outcome.commands;
  const seen = `${stdout}${stderr}`;
  const failed = isAsExpected({ ...outcome, verdicts: [] }, state)
    ? []
    : same.map(({ name, line }) => `runbooks/${name}.md:${line} ends with ${exitCode}: ${seen}`);
  const lacking = own.flatMap(({ name, line }, index) => {
    const { missing = [] } = outcome.verdicts[index] ?? {};
    return missing.map((one) => `runbooks/${name}.md:${line} ${one} is not in: ${seen}`);
  });
  return [...failed, ...lacking];
}

async function hasBooks(): Promise<boolean> {
  const { exitCode } = await shell.run('npx spillway audit');
  return exitCode === 0;
}

async function isCalm(): Promise<boolean> {
  const status = await shell.run('npx spillway status');
  const audit = await shell.run('npx spillway audit');
  return !/^(?:ALARM|INSUFFICIENT_DATA)/m.test(status.stdout) && /is missing/.test(audit.stdout);
}
