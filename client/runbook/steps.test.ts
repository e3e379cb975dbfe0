import { describe, expect, it } from 'vitest';
import { readPageNames } from '../../runbooks/pages/read-page-names.ts';
import { readRunbookPage } from '../../runbooks/pages/read-runbook-page.ts';
import { adviceIn, stepsOf } from './steps.ts';

const text = `---
alarm: a
---

# a

It is on.

\`\`\`sh run
export SPILLWAY_STAGE=prod
\`\`\`
Every command below reads it.

## First five minutes

1. How many?
   \`\`\`sh run
   npx spillway status
   \`\`\`
   Calm: \`none\`.
   Trouble: \`ALARM\`.
   - If it is late,
     wait.
2. What?
   \`\`\`sh run
   npx spillway dlq summary
   \`\`\`

## Mitigation

**1. Begin.** With care.
\`\`\`sh danger
npx spillway dlq redrive
\`\`\`
- Effect: it goes on.

## Drill

\`\`\`sh danger
npx spillway fault destination-down
\`\`\`

## After

- Rest.
`;

describe('the steps of a page', () => {
  const steps = stepsOf({ text });

  it('are its blocks, without the drill and the stage, and then its end', () => {
    expect(steps.map(({ section, block }) => [section, block?.commands])).toEqual([
      ['First five minutes', ['npx spillway status']],
      ['First five minutes', ['npx spillway dlq summary']],
      ['Mitigation', ['npx spillway dlq redrive']],
      ['', undefined],
    ]);
  });

  it('have what leads to them, and what stands right below', () => {
    const [first, second, third, end] = steps;
    expect(first?.prose).toBe('# a\n\nIt is on.\n\n\n\n## First five minutes\n\n1. How many?');
    expect(first?.remarks).toBe(
      'Calm: `none`.\n   Trouble: `ALARM`.\n   - If it is late,\n     wait.',
    );
    expect(first && adviceIn(first)).toBe('- If it is late, wait.');
    expect(third && adviceIn(third)).toBe('');
    expect(second?.prose).toBe('2. What?');
    expect(third?.prose).toBe('## Mitigation\n\n**1. Begin.** With care.');
    expect(third?.remarks).toBe('- Effect: it goes on.');
    expect(end?.prose).toBe('## After\n\n- Rest.');
  });
});

it.each(readPageNames())('of %s are all its blocks but the drill’s and the first', (name) => {
  const page = readRunbookPage(name);
  const walked = page.blocks.filter(
    ({ section, commands }) => section !== 'Drill' && !/^export /.test(commands[0] ?? ''),
  );
  const steps = stepsOf(page).flatMap(({ block }) => (block ? [block.commands] : []));
  expect(steps).toEqual(walked.map(({ commands }) => commands));
});
