import { describe, expect, it } from 'vitest';
import { parseRunbookPage } from '../pages/read-runbook-page.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkLinks } from './check-links.ts';
import { lintPage } from './lint-page.ts';

const sound = `---
alarm: dlq-not-empty
severity: P
owner: on call
time-to-detect: 3 minutes
---

# dlq-not-empty

## Meaning

## Impact

## Severity

## First five minutes

1. How many?
   \`\`\`sh run
   npx spillway dlq summary
   \`\`\`
   Calm: \`There are no dead letters\`.

## Diagnosis

## Recent changes

## Mitigation

\`\`\`sh danger
npx spillway dlq redrive --rate 10
\`\`\`
Expected: \`sent again\`. Effect: they go. Undo: none. Verify: step 1.

## Tuning

[README](README.md#severity) and [Meaning](#meaning) and \`npx spillway status\`.

## Escalation

## Drill

## After
`;
const lookLine = 20;

const deployed = { stage: 'prod', names: new Set(['spillway-prod-intake', 'Spillway-prod']) };
const lint = (text: string, name = 'dlq-not-empty') =>
  lintPage(parseRunbookPage(name, text), deployed);

const look = 'npx spillway dlq summary';
const change = 'npx spillway dlq redrive --rate 10';
const fiveMore = '   ```sh run\n   npx spillway status\n   ```\n   Calm: `Alarms`.\n'.repeat(5);

it('finds nothing wrong with a sound page', async () => {
  expect(await lint(sound)).toEqual([]);
});

describe('names page and line of', () => {
  it.each([
    ['a wrong alarm name', 'alarm: dlq-not-empty', 'alarm: dlq-empty', 2, 'is "dlq-empty"'],
    ['a wrong severity', 'severity: P', 'severity: T', 3, 'which is P'],
    ['a front matter that is no YAML', 'owner: on', 'owner: [on', 5, 'is no YAML: Flow sequence'],
    ['a label that no page has', '   Calm:', '   - Clam:', 22, 'no page has a label "Clam"'],
    ['a missing owner', 'owner: on call\n', '', 1, 'owner of the front matter is missing'],
    ['a detection without number', '3 minutes', 'soon', 5, 'has no number'],
    ['a missing section', '## Diagnosis\n', '', 25, 'the section "Diagnosis" is missing'],
    ['an unknown section', '## After', '## After all\n\n## After', 43, 'no page has a section'],
    [
      'sections in another order',
      '## Impact\n\n## Severity',
      '## Severity\n\n## Impact',
      12,
      'elsewhere',
    ],
    ['an unknown tag', 'sh danger', 'sh dangerous', 30, 'tagged "dangerous"'],
    ['a mutating command without a tag', 'sh danger', 'sh', 30, `isn't danger: ${change}`],
    ['a mutating command tagged run', 'sh danger', 'sh run', 30, `isn't danger: ${change}`],
    ['a look tagged danger', change, look, 30, 'only looks'],
    ['a change behind a pipe', look, `${look} | npx spillway fault off`, 19, 'changes something'],
    [
      'a change in a substitution',
      look,
      `${look} $(npx spillway fault off)`,
      19,
      'changes something',
    ],
    ['a block without expectation', 'Expected: `sent again`. ', '', 30, 'says nothing'],
    ['an expectation without pattern', '`sent again`', 'sent again', 33, 'nothing to compare'],
    ['a sixth look', '## Diagnosis', `${fiveMore}\n## Diagnosis`, 40, 'time for 5 looks'],
    ['two commands in a look', `   ${look}`, `   ${look}\n   ${look}`, 19, 'one command a look'],
    ['a change without way back', 'Undo: none. ', '', 30, 'a change says no Undo'],
    ['a change that nobody verifies', 'Verify: step 1.', '', 30, 'a change says no Verify'],
    ['a step that is not there', 'Verify: step 1', 'Verify: step 2', 33, 'there is no step 2'],
    ['a dead link', 'README.md#severity', 'READ.md', 37, 'there is no such file'],
    ['a dead anchor', 'README.md#severity', 'README.md#severe', 37, 'there is no such heading'],
    ['a dead anchor of its own', '(#meaning)', '(#means)', 37, 'there is no such heading'],
    ['an unknown flag', look, `${look} --sorted`, lookLine, "unknown option '--sorted'"],
    ['an unknown subcommand', look, 'npx spillway dlq count', lookLine, "unknown command 'count'"],
    ['a wrong value', look, 'npx spillway logs --function audits', lookLine, 'audits'],
    ['an unknown command in prose', '`npx spillway status`', '`npx spillway state`', 37, 'state'],
    ['an unknown script', change, 'npm run redrive', 31, 'package.json has no such script'],
    ['an unknown program', change, 'redrive --all', 31, 'no program that documents use'],
    [
      'an unknown resource',
      '[README]',
      '`spillway-$SPILLWAY_STAGE-outtake` [README]',
      37,
      'the template has no spillway-$SPILLWAY_STAGE-outtake',
    ],
  ])('%s', async (_, sane, insane, line, message) => {
    expect(sound).toContain(sane);
    const found = await lint(sound.replace(sane, () => insane));
    const there = found.filter((one) => one.startsWith(`runbooks/dlq-not-empty.md:${line} `));
    expect(there).toContainEqual(expect.stringContaining(message));
  });

  it('a page that is too long to be read', async () => {
    const found = await lint(sound + 'More.\n'.repeat(120));
    expect(found).toEqual([
      expect.stringMatching(/^runbooks\/dlq-not-empty\.md:151 \d+ lines are not read/),
    ]);
  });
});

it('names an alarm without page, a page without alarm, and a page that the index lacks', () => {
  expect(checkCatalogue(['a', 'b'], ['b', 'c'], '[b](b.md)')).toEqual([
    'runbooks/a.md:1 is missing: the catalogue has an alarm of this name',
    'runbooks/c.md:1 the catalogue has no alarm of this name',
    'runbooks/README.md:1 the index does not lead to c.md',
  ]);
});

it('finds dead links wherever a document stands', () => {
  const file = new URL('../README.md', import.meta.url);
  expect(checkLinks('a\n[b](nowhere.md)', file)).toMatchObject([{ line: 2 }]);
  expect(checkLinks('[a](https://example.com) [b](README.md)', file)).toEqual([]);
});
