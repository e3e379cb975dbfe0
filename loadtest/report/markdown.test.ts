import { expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun } from '../fixtures/run.ts';
import { renderMarkdown } from './markdown.ts';

const usual = createRun();
const lossy = createRun({ arrivals: usual.arrivals.slice(0, -2) });

it('says first how it ended and on what it was measured', () => {
  const [title, , first] = renderMarkdown(reportOf()).split('\n');

  expect(title).toBe('### spike: Passed');
  expect(first).toContain('205 webhooks accepted, none lost');
  expect(first).toContain('Measured on the embedded stack, not AWS.');
});

it('names above all tables the gate that failed, and what was lost', () => {
  const [above = ''] = renderMarkdown(reportOf(lossy)).split('| phase');

  expect(above).toContain('- **Accepted and lost**: 2, where at most 0 is allowed');
  expect(above).toContain('- lost: `delivery-202`, `delivery-203`');
});

it('has a row for each phase and each gate', () => {
  const report = reportOf();
  const rows = renderMarkdown(report)
    .split('\n')
    .filter((line) => line.startsWith('|'));

  expect(
    rows.filter((row) => row.startsWith('| sustained, 10 s | 200 | 200 | 10 ms | 12 ms |')),
  ).toHaveLength(1);
  for (const { title } of report.gates) {
    expect(rows.filter((row) => row.includes(`| ${title} |`))).toHaveLength(1);
  }
});

it('says what could not be checked', () => {
  const unchecked = [{ what: 'What became of them', why: 'no | credentials <b>' }];

  expect(renderMarkdown(reportOf(createRun({ unchecked })))).toContain(
    '- What became of them could not be checked: no \\| credentials &lt;b&gt;',
  );
});

it('lets a machine that names itself oddly change nothing of the page', () => {
  expect(renderMarkdown(reportOf())).toContain('2 × &lt;Processor&gt; &amp; more');
});
