import type { CommandBlock, RunbookPage } from '../pages/runbook-page.ts';
import type { Finding } from './finding.ts';
import { onlyLooks } from './only-looks.ts';

const mostFirstLooks = 5;

/** Whether each block is tagged for what it does, says what it prints, and how a change is taken back and seen. */
export function checkBlocks({ blocks }: RunbookPage): readonly Finding[] {
  return [...blocks.flatMap(checkBlock), ...checkFirstLooks(blocks), ...checkChanges(blocks)];
}

function checkChanges(blocks: readonly CommandBlock[]): readonly Finding[] {
  const looks = blocks.filter(({ section }) => section === 'First five minutes').length;
  const changes = blocks.filter(({ tag, section }) => tag === 'danger' && section === 'Mitigation');
  return changes.flatMap(({ line, effect, undo, verify }) => {
    const missing = Object.entries({ Effect: effect, Undo: undo, Verify: verify })
      .filter(([, remark]) => remark === undefined)
      .map(([label]) => ({ line, message: `a change says no ${label}` }));
    const isDangling = (verify?.step ?? 1) > looks;
    return isDangling && verify !== undefined
      ? [...missing, { line: verify.line, message: `there is no step ${verify.step} to look at` }]
      : missing;
  });
}

function checkBlock({ tag, section, line, commands, expectations }: CommandBlock) {
  const findings: Finding[] = [];
  const report = (message: string) => findings.push({ line, message });
  if (!['run', 'danger'].includes(tag)) report(`a block is tagged "${tag}": it is run or danger`);
  const changing = commands.filter((command) => !onlyLooks(command));
  if (tag !== 'danger') {
    for (const command of changing)
      report(`changes something, in a block that isn't danger: ${command}`);
  } else if (changing.length === 0) report(`only looks, in a block tagged danger: ${commands[0]}`);
  // What sets the shell up stands above the first section.
  if (section !== '' && expectations.length === 0) {
    report('says nothing of what it prints: Calm, Trouble or Expected, right below');
  }
  for (const { patterns, text, line: at } of expectations) {
    if (patterns.length === 0) findings.push({ line: at, message: `nothing to compare: ${text}` });
  }
  return findings;
}

function checkFirstLooks(blocks: readonly CommandBlock[]): readonly Finding[] {
  const first = blocks.filter(({ section }) => section === 'First five minutes');
  return [
    ...first.slice(mostFirstLooks).map(({ line }) => ({
      line,
      message: `the first five minutes have time for ${mostFirstLooks} looks`,
    })),
    ...first
      .filter(({ tag }) => tag === 'danger')
      .map(({ line }) => ({ line, message: 'the first five minutes change nothing' })),
    ...first
      .filter(({ commands }) => commands.length !== 1)
      .map(({ line }) => ({
        line,
        message: 'one command a look, to be compared with what it prints',
      })),
  ];
}
