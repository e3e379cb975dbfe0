import { expect, it } from 'vitest';
import { isAsExpected } from './execute-block.ts';
import { executeRemark } from './execute-remark.ts';
import { parseRunbookPage } from './read-runbook-page.ts';
import { openShell } from './shell.ts';

const shell = openShell({ root: '/', env: { PATH: '/nowhere' }, values: [['NAME', 'a']] });

function pageWith(remarks: string) {
  const look = '```sh run\necho first\n```\n- Calm: `first`.\n';
  const looks = `${look}\n${look.replaceAll('first', 'second')}`;
  const change = `\`\`\`sh danger\necho change\n\`\`\`\n${remarks}\n`;
  const page = parseRunbookPage(
    'a',
    `## First five minutes\n\n${looks}\n## Mitigation\n\n${change}`,
  );
  return { page, ...page.blocks.at(-1) };
}

it('runs the command that a remark quotes first, and compares what it quotes then', async () => {
  const { page, undo } = pageWith('- Undo: `npm --version` prints `.`, and lacks `<NAME>`.');
  if (undo === undefined) throw new Error('There is one');
  const outcome = await executeRemark(undo, page, shell);
  expect(outcome?.commands).toMatchObject([{ command: 'npm --version', exitCode: 127 }]);
  expect(outcome?.verdicts[0]?.expectation.patterns).toEqual([
    [{ quoted: '.' }],
    [{ quoted: '<NAME>', isAbsent: true }],
  ]);
});

it('runs the look of the first five minutes that a remark names', async () => {
  const { page, verify } = pageWith('- Verify: step 2 is calm.');
  if (verify === undefined) throw new Error('There is one');
  const outcome = await executeRemark(verify, page, shell);
  expect(outcome?.commands).toMatchObject([{ command: 'echo second' }]);
  expect(outcome && isAsExpected(outcome, 'calm')).toBe(true);
});

it('leaves to a person what has neither', async () => {
  const { page, verify } = pageWith('- Undo: none. Verify: _time to drain_ falls.');
  if (verify === undefined) throw new Error('There is one');
  expect(await executeRemark(verify, page, shell)).toBeUndefined();
});
