import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installAwsClient } from '../pages/aws-client.ts';
import { readPageNames } from '../pages/read-page-names.ts';
import { parseRunbookPage, readRunbookPage } from '../pages/read-runbook-page.ts';
import { checkAwsLines } from './check-aws-lines.ts';
import { describeFindings } from './lint-page.ts';

const client = await installAwsClient(join(import.meta.dirname, '../..'));
const { directory = '', missing = '' } = { directory: '', missing: '', ...client };
const because = missing && ` (skipped: ${missing})`;
const lint = (page: Parameters<typeof checkAwsLines>[0][number]) =>
  describeFindings(page.name, checkAwsLines([page], directory)[0] ?? []);

describe.skipIf(missing !== '')(`the real AWS client${because}`, () => {
  it('takes each line of the pages', () => {
    const pages = readPageNames().map(readRunbookPage);
    const findings = checkAwsLines(pages, directory);
    const described = pages.map(({ name }, index) => describeFindings(name, findings[index] ?? []));
    expect(described.flat()).toEqual([]);
  }, 60_000);

  it.each([
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
  ])('has page and line named of what it does not take: %s', (_, command, message) => {
    const page = parseRunbookPage('a', `# a\n\n\`\`\`sh run\n${command}\n\`\`\`\n`);
    const [found, ...others] = lint(page).filter((one) => one.includes(message));
    expect(found).toMatch(/^runbooks\/a\.md:4 /);
    expect(others).toEqual([]);
  });

  it('takes a line that a sentence names without what it needs', () => {
    expect(lint(parseRunbookPage('a', 'Undo: `aws lambda delete-alias`.'))).toEqual([]);
    expect(lint(parseRunbookPage('a', 'Undo: `aws lambda drop-alias`.'))).toHaveLength(1);
  });
});
