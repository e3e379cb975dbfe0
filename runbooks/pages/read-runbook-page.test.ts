import { expect, it } from 'vitest';
import { parseRunbookPage } from './read-runbook-page.ts';

const page = parseRunbookPage(
  'queue-age',
  `---
alarm: queue-age
---

# queue-age

## First five minutes

1. How much waits,
   and does it run?
   \`\`\`sh run
   npx spillway status
   \`\`\`
   Calm: \`No alarm\`.
   Trouble: \`ALARM\` and
   \`queue-age\`.
   - If \`consumer-dead\` is on too, begin there.
2. What next?

## Mitigation

**1. Give it more**, if it is a burst.
\`\`\`sh danger
aws lambda update-event-source-mapping
\`\`\`
- Expected: \`Enabled\`.
- Effect: more at once.
- Undo: \`npx spillway undo\`. Verify: \`npx spillway status\` prints \`No alarm\`,
  soon.

\`\`\`sh
npx spillway dlq redrive
\`\`\`
More prose with \`code\`.
`,
);
const [look, change, untagged] = page.blocks;

it('gives each block its tag, section, line, commands and what it is for', () => {
  expect(page.blocks).toMatchObject([
    {
      ...{ tag: 'run', section: 'First five minutes', line: 11 },
      commands: ['npx spillway status'],
      lead: 'How much waits, and does it run?',
    },
    {
      ...{ tag: 'danger', section: 'Mitigation', line: 23 },
      commands: ['aws lambda update-event-source-mapping'],
      lead: '**1. Give it more**, if it is a burst.',
    },
    { tag: '', line: 31, lead: '', expectations: [] },
  ]);
  expect(untagged).not.toHaveProperty('undo');
});

it('reads what a block prints when it is calm, in trouble and in either state, with the line', () => {
  expect(look?.expectations).toEqual([
    {
      ...{ state: 'calm', text: '`No alarm`.', line: 14 },
      patterns: [[{ quoted: 'No alarm' }]],
    },
    {
      ...{ state: 'trouble', text: '`ALARM` and `queue-age`.', line: 15 },
      patterns: [[{ quoted: 'ALARM' }], [{ quoted: 'queue-age' }]],
    },
  ]);
  expect(change?.expectations).toMatchObject([{ state: 'either', line: 26 }]);
});

it('reads how a change is taken back and seen', () => {
  expect(change).toMatchObject({
    effect: 'more at once.',
    undo: { command: 'npx spillway undo', line: 28, expectation: { patterns: [] } },
    verify: {
      command: 'npx spillway status',
      expectation: { patterns: [[{ quoted: 'No alarm' }]] },
    },
  });
});

it('finds sections with their lines, and the front matter', () => {
  expect(page.sections).toEqual([
    { title: 'First five minutes', line: 7 },
    { title: 'Mitigation', line: 20 },
  ]);
  expect(page.frontMatter).toEqual({ alarm: 'queue-age' });
});

it('takes what the block above prints for no lead of the next one', () => {
  const text = [
    '```sh run',
    'a',
    '```',
    '- Expected: `x`.',
    '  Effect: none.',
    '```sh run',
    'b',
    '```',
  ];
  const { blocks } = parseRunbookPage('queue-age', text.join('\n'));
  expect(blocks.map(({ lead }) => lead)).toEqual(['', '']);
});
