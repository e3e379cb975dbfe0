import { expect, it } from 'vitest';
import { executeBlock, isAsExpected } from './execute-block.ts';
import { parseRunbookPage } from './read-runbook-page.ts';
import { openShell, type ShellOptions } from './shell.ts';

const env = { PATH: '/bin:/usr/bin', SPILLWAY_STAGE: 'dev' };
const root = '/';
const fingerprints = 'FINGERPRINT     COUNT\\n0123456789ab    3\\n';

function blockOf(commands: string, remarks: string) {
  const [block] = parseRunbookPage('a', `\`\`\`sh run\n${commands}\n\`\`\`\n${remarks}\n`).blocks;
  if (block === undefined) throw new Error('There is no block');
  return block;
}

const open = (options: Partial<ShellOptions> = {}) => openShell({ root, env, ...options });

it('shows what was expected beside what was seen', async () => {
  const block = blockOf('echo a; echo b >&2', 'Calm: `a`.\nTrouble: `c` and `d`.');
  const outcome = await executeBlock(block, open());
  expect(outcome).toMatchObject({
    commands: [{ command: 'echo a; echo b >&2', stdout: 'a\n', stderr: 'b\n', exitCode: 0 }],
    verdicts: [{ missing: [] }, { missing: ['`c`', '`d`'] }],
  });
  expect(isAsExpected(outcome, 'calm')).toBe(true);
  expect(isAsExpected(outcome, 'trouble')).toBe(false);
});

it('is not as expected where a command fails, and runs none after it', async () => {
  const outcome = await executeBlock(blockOf('exit 4\necho more', 'Expected: nothing'), open());
  expect(outcome.commands).toMatchObject([{ exitCode: 4 }]);
  expect(isAsExpected(outcome, 'calm')).toBe(false);
});

it('knows the stage, in commands and in what they print', async () => {
  const block = blockOf(
    'echo spillway-$SPILLWAY_STAGE-x',
    'Expected: `spillway-$SPILLWAY_STAGE-x`',
  );
  expect(isAsExpected(await executeBlock(block, open()), 'calm')).toBe(true);
});

it('fills in what an earlier command printed, and what it was given', async () => {
  const shell = open({ values: [['REASON', 'drill']] });
  await executeBlock(blockOf(`printf '${fingerprints}'`, ''), shell);
  const block = blockOf('echo <FINGERPRINT> <REASON>', 'Expected: `<FINGERPRINT> drill`');
  const outcome = await executeBlock(block, shell);
  expect(outcome.commands[0]?.stdout).toBe('0123456789ab drill\n');
  expect(isAsExpected(outcome, 'calm')).toBe(true);
});

it('names the values that it lacks, and runs nothing', async () => {
  const block = blockOf('echo <NUMBER> <REASON>', '');
  await expect(executeBlock(block, open())).rejects.toMatchObject({
    placeholders: ['NUMBER', 'REASON'],
    message: expect.stringContaining('<NUMBER>, <REASON>'),
  });
});

it('runs commands of ours where it is told how, and all else by a shell', async () => {
  const shell = open({
    runSpillway: async (args) => ({ stdout: JSON.stringify(args), stderr: '', exitCode: 0 }),
  });
  const ours = blockOf(`npx spillway send "a b" --note '$c' --stage $SPILLWAY_STAGE`, '');
  const [{ stdout = '' } = {}] = (await executeBlock(ours, shell)).commands;
  expect(JSON.parse(stdout)).toEqual(['send', 'a b', '--note', '$c', '--stage', 'dev']);
  const piped = blockOf('echo npx spillway status | cat', '');
  expect((await executeBlock(piped, shell)).commands[0]?.stdout).toBe('npx spillway status\n');
});

it('ends what runs when it is told to', async () => {
  const interruption = new AbortController();
  const shell = open({ signal: interruption.signal });
  const executed = executeBlock(blockOf('sleep 60 | cat', ''), shell);
  interruption.abort();
  expect((await executed).commands).toMatchObject([{ exitCode: 130 }]);
});
