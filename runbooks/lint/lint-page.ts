import type { AlarmText } from '../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../dashboards/alarms/alarm-slug.ts';
import { alarms } from '../../dashboards/alarms/catalogue.ts';
import { pagesDirectory } from '../pages/read-page-names.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import { checkBlocks } from './check-blocks.ts';
import { checkCommands } from './check-commands.ts';
import { checkForm } from './check-form.ts';
import { checkLabels } from './check-labels.ts';
import { checkLinks } from './check-links.ts';
import { checkNames } from './check-names.ts';
import type { Finding } from './finding.ts';

/** What a page is held against. */
export interface Deployed {
  readonly stage: string;
  /** Of the stage's template. */
  readonly names: ReadonlySet<string>;
}

const definitions = new Map<string, AlarmText>(
  Object.entries(alarms).map(([id, definition]) => [alarmSlug(id), definition]),
);

/** The mistakes of a page, but for what only the AWS client knows: each with file, line, and what is wrong. */
export async function lintPage(page: RunbookPage, deployed: Deployed): Promise<readonly string[]> {
  const file = new URL(`${page.name}.md`, pagesDirectory);
  const findings = [
    ...checkForm(page, definitions.get(page.name)),
    ...checkBlocks(page),
    ...checkLabels(page),
    ...checkLinks(page.text, file),
    ...(await checkCommands(page)),
    ...checkNames(page, deployed.names, deployed.stage),
  ];
  return describeFindings(page.name, findings);
}

export function describeFindings(name: string, findings: readonly Finding[]): readonly string[] {
  return findings
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, message }) => `runbooks/${name}.md:${line} ${message}`);
}
