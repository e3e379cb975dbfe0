import { describe, expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun, plan, startOfRun } from '../fixtures/run.ts';
import { createSteps, phaseOf } from '../fixtures/steps.ts';
import type { RunRecord } from '../run-record.ts';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { tablesOf } from './tables.ts';

const tableOf = (title: string, record: RunRecord) =>
  tablesOf(reportOf(record)).find((table) => table.title === title);

const times = (p50: number) => ({ count: 204, p50, p95: 2 * p50, p99: 3 * p50, max: 4 * p50 });

describe('the tables of a report', () => {
  it('tell where a webhook spent its time, and by which clock', () => {
    const stages = { queueWait: times(17), processing: times(15) };
    const table = tableOf('From receipt to arrival', createRun({ stages }));

    expect(table?.rows).toEqual([
      ['In the queue', '17 ms', '34 ms', '51 ms', '68 ms', '204'],
      ['Processing', '15 ms', '30 ms', '45 ms', '60 ms', '204'],
      ['Receipt to arrival', '50 ms', '50 ms', '50 ms', '50 ms', '204'],
    ]);
    expect(table?.notes.join(' ')).toMatch(/the line that processing writes.*delivery table/);
  });

  it('tell cold starts, throttles and durations of each function', () => {
    const functions = [
      { name: 'ingestion', invocations: 400, throttles: 3, coldStarts: 4, duration: times(20) },
    ];
    expect(tableOf('Functions', createRun({ functions }))?.rows).toEqual([
      ['ingestion', '400', '–', '3', '4', '20 ms', '60 ms', '80 ms'],
    ]);
  });

  it('tell the cost of a million webhooks like those of the run', () => {
    const parts = [{ name: 'Lambda', dollars: 2.204 } as const];
    const cost = { ratePerSecond: 10, dollars: 9.123, parts };
    expect(tableOf('Cost of a million webhooks like these', createRun({ cost }))?.rows).toEqual([
      ['Lambda', '$2.20'],
      ['All', '$9.12'],
    ]);
  });

  it('tell of a soak by how much its figures grew, and between which bounds', () => {
    const memory = Array.from({ length: 12 }, (_, second) => ({
      ...{ at: startOfRun + second * 1000, bytes: 1e8 * (1 + 0.1 * second) },
    }));
    const soak = createRun({ plan: { ...plan, scenario: 'soak' }, memory });
    const growth = tableOf('Growth over the sustained phase', soak)?.rows.at(-1);
    const share = `${((100 * 1) / 1.65).toFixed(1)} %`;
    expect(growth).toEqual(["memory of the stack's process", share, share, share]);
    expect(tableOf('Growth over the sustained phase', createRun({ memory }))).toBeUndefined();
  });

  it("tell each step of a breakpoint, with Little's law beside what was counted", () => {
    const phases = [phaseOf('calm', 5, 20), phaseOf('step 1', 10, 40), phaseOf('step 2', 10, 50)];
    const steps = createSteps('breakpoint', phases, { latencyMs: (at) => (at >= 15 ? 50 : 10) });
    expect(tableOf('Step by step', steps)?.rows).toEqual([
      ['step 1', '40/s', '40/s', '10 ms', '0.4', '0.4', 'held'],
      [
        'step 2',
        '50/s',
        expect.any(String),
        '50 ms',
        expect.any(String),
        expect.any(String),
        'the knee',
      ],
    ]);
  });

  it('are in HTML and in Markdown, with what others named made harmless', () => {
    const report = reportOf(createRun({ functions: [{ name: '<b>a|b' }] }));

    expect(renderHtml(report)).toContain('<td>&lt;b&gt;a|b</td>');
    expect(renderMarkdown(report)).toMatch(/#### Functions\n\n.*\n.*\n\| &lt;b&gt;a\\+\|b \| –/);
    for (const { title } of tablesOf(report)) {
      expect(renderHtml(report)).toContain(`<h2>${title}</h2>`);
      expect(renderMarkdown(report)).toContain(`#### ${title}`);
    }
  });
});

it("has Artillery's own percentiles beside those of the phases", () => {
  const report = {
    ...reportOf(),
    sketch: { p50: 11.1, p95: 22.2, p99: 33.3, p999: 44.4, max: 55.5 },
  };
  expect(renderHtml(report)).toMatch(/Artillery's sketch.*?11.1 ms.*?33.3 ms.*?55.5 ms/);
  expect(renderMarkdown(report)).toMatch(/\| Artillery's sketch.* 33.3 ms \| 11.1 ms \| 22.2 ms/);
});
