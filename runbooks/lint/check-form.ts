import type { AlarmText } from '../../dashboards/alarms/alarm-definition.ts';
import type { RunbookPage } from '../pages/runbook-page.ts';
import { type Finding, lineOf } from './finding.ts';

const mostLines = 150;

const sections = [
  'Meaning',
  'Impact',
  'Severity',
  'First five minutes',
  'Diagnosis',
  'Recent changes',
  'Mitigation',
  'Tuning',
  'Escalation',
  'Drill',
  'After',
];

/**
 * Whether a page has what each page has: length, sections in their order, and a front matter that agrees with its alarm.
 *
 * @param alarm of the catalogue; none has a severity where it tells nobody
 */
export function checkForm(page: RunbookPage, alarm: AlarmText | undefined): readonly Finding[] {
  return [...checkFrontMatter(page, alarm), ...checkSections(page), ...checkLength(page)];
}

function checkFrontMatter(
  { name, text, frontMatter, mistake }: RunbookPage,
  alarm: AlarmText | undefined,
): readonly Finding[] {
  if (mistake) {
    return [{ line: mistake.line, message: `the front matter is no YAML: ${mistake.message}` }];
  }
  const severity = alarm?.severity ?? 'none';
  const fields: Readonly<Record<string, readonly [boolean, string]>> = {
    alarm: [
      frontMatter.alarm === name,
      `is "${frontMatter.alarm}", and this is the page of ${name}`,
    ],
    severity: [frontMatter.severity === severity, `is not the catalogue's, which is ${severity}`],
    owner: [Boolean(frontMatter.owner), 'is missing: who is to be asked'],
    'time-to-detect': [
      /\d/.test(String(frontMatter['time-to-detect'])),
      'is missing, or has no number',
    ],
  };
  return Object.entries(fields)
    .filter(([, [isRight]]) => !isRight)
    .map(([field, [, message]]) => ({
      line: lineOf(text, `${field}:`),
      message: `${field} of the front matter ${message}`,
    }));
}

function checkSections({ text, sections: found }: RunbookPage): readonly Finding[] {
  const titles = found.map(({ title }) => title);
  const missing = sections.filter((title) => !titles.includes(title));
  const inOrder = titles.filter((title) => sections.includes(title));
  const expected = sections.filter((title) => titles.includes(title));
  const misplaced = found.filter(
    ({ title }) => sections.includes(title) && inOrder.indexOf(title) !== expected.indexOf(title),
  );
  return [
    ...missing.map((title) => ({
      // Where it would stand: before the one that follows it.
      line:
        found.find((one) => sections.indexOf(one.title) > sections.indexOf(title))?.line ??
        text.trimEnd().split('\n').length,
      message: `the section "${title}" is missing`,
    })),
    ...misplaced.map(({ title, line }) => ({
      line,
      message: `the section "${title}" stands elsewhere on each page`,
    })),
    ...found
      .filter(({ title }) => !sections.includes(title))
      .map(({ title, line }) => ({ line, message: `no page has a section "${title}"` })),
  ];
}

function checkLength({ text }: RunbookPage): readonly Finding[] {
  const { length } = text.trimEnd().split('\n');
  if (length <= mostLines) return [];
  return [{ line: mostLines + 1, message: `${length} lines are not read in two minutes` }];
}
