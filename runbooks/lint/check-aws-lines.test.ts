import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installAwsClient } from '../pages/aws-client.ts';
import { readPageNames } from '../pages/read-page-names.ts';
import { parseRunbookPage, readRunbookPage } from '../pages/read-runbook-page.ts';
import { checkAwsLines } from './check-aws-lines.ts';
import { describeFindings } from './lint-page.ts';

const client = await installAwsClient(join(import.meta.dirname, '../..'));
const { directory = '', missing = '' } = { directory: '', missing: '', ...client };
const because = missing && ` (skipped: ${missing})`;

const pages = readPageNames().map(readRunbookPage);
const pageOf = (command: string) =>
  parseRunbookPage('a', `# a\n\n\`\`\`sh run\n${command}\n\`\`\`\n`);
const mistakes = [
  ['service', 'aws lamda list-functions', 'argument command: Invalid choice'],
  ['operation', 'aws lambda list-function', 'argument operation: Invalid choice'],
  ['option', 'aws lambda list-functions --sorted', 'Unknown options: --sorted'],
  ['query', "aws lambda list-functions --query 'Functions['", 'Bad value for --query'],
  ['substitution', 'aws lambda delete-alias --name $(aws lambda list)', 'argument operation'],
  [
    'field',
    'aws lambda update-event-source-mapping --uuid 1 --scaling-config Most=2',
    'Unknown parameter in ScalingConfig',
  ],
] as const;
const named = parseRunbookPage('a', 'Undo: `aws lambda delete-alias`.');
const misnamed = parseRunbookPage('a', 'Undo: `aws lambda drop-alias`.');
const wrong = mistakes.map(([, command]) => pageOf(command));

describe.skipIf(missing !== '')(`the real AWS client${because}`, () => {
  // The client takes a second to start.
  const all = [...pages, ...wrong, named, misnamed];
  let findings: ReadonlyMap<object, readonly string[]>;
  beforeAll(() => {
    const found = checkAwsLines(all, directory);
    findings = new Map(
      all.map((page, index) => [page, describeFindings(page.name, found[index] ?? [])]),
    );
  });

  it('takes each line of the pages', () => {
    expect(pages.flatMap((page) => findings.get(page))).toEqual([]);
  });

  it.each(
    mistakes.map(([what, , message], index) => [what, message, wrong[index] ?? named] as const),
  )('has page and line named of what it does not take: %s', (_, message, page) => {
    const [found, ...others] = findings.get(page)?.filter((one) => one.includes(message)) ?? [];
    expect(found).toMatch(/^runbooks\/a\.md:4 /);
    expect(others).toEqual([]);
  });

  it('takes a line that a sentence names without what it needs', () => {
    expect(findings.get(named)).toEqual([]);
    expect(findings.get(misnamed)).toHaveLength(1);
  });
});
