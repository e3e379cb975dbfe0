import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../fixtures/report.ts';
import { createRun, startOfRun } from '../fixtures/run.ts';
import type { RunRecord } from '../run-record.ts';
import { renderVerdict } from './console.ts';
import { renderHtml } from './html.ts';

const usual = createRun();
const lossy = createRun({ arrivals: usual.arrivals.slice(0, -2) });

describe('report.json', () => {
  it('has a version, the verdict, and the counts', () => {
    expect(JSON.parse(JSON.stringify(reportOf(lossy)))).toMatchObject({
      schema: 'spillway-load-report',
      version: 2,
      verdict: 'failed',
      counts: {
        sent: 205,
        accepted: 205,
        rejected: 0,
        processed: 203,
        duplicate: 0,
        filtered: 0,
        deadLettered: 0,
        lost: 2,
      },
      ids: { lost: ['delivery-202', 'delivery-203'] },
      environment: { stack: 'the embedded stack, not AWS' },
    });
  });

  it('is of a run that was ended before it sent anything, too', () => {
    const nothing = reportOf(createRun({ warmUp: [], samples: [], arrivals: [] }));

    expect(nothing).toMatchObject({ verdict: 'invalid', counts: { sent: 0 } });
    expect(nothing.series.backlog[1]).toEqual({ second: 0, waiting: 3, inFlight: 2 });
    expect(renderHtml(nothing)).not.toMatch(/NaN|Infinity/);
  });

  it('tells the spike second by second', () => {
    const { seconds, backlog } = reportOf(usual).series;

    expect(seconds).toHaveLength(13);
    expect(seconds[0]).toMatchObject({ planned: 2, sent: 2, accepted: 2, arrived: 2 });
    expect(seconds[5]).toMatchObject({
      planned: 20,
      sent: 20,
      answer: { p99: 12 },
      endToEnd: { p50: 50 },
    });
    expect(backlog[1]).toEqual({ second: 0, waiting: 3, inFlight: 2 });
  });
});

describe('report.html', () => {
  it('says first on what it was measured, and shows each gate with its two figures', () => {
    const html = renderHtml(reportOf(usual));
    const text = html.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, ' ');

    expect(text.indexOf('not on AWS')).toBeLessThan(text.indexOf('Passed'));
    for (const { title } of reportOf(usual).gates)
      expect(html).toContain(title.replace('&', '&amp;'));
    expect(text).toMatch(/by its ceiling\s+12 ms\s+below 10,000 ms/);
  });

  it('has each phase by itself, with its percentiles', () => {
    const text = renderHtml(reportOf(usual)).replace(/<[^>]*>/g, ' ');

    expect(text).toMatch(/sustained: to the first byte\s+10 ms(\s+10 ms){4}\s+200/);
    expect(text).toMatch(/sustained: total\s+12 ms(\s+12 ms){4}\s+200/);
  });

  it('draws in the heat map every latency that occurred, and no other', () => {
    const heat = renderHtml(reportOf(usual)).match(
      /<figure class="chart card heat">.*?<\/figure>/s,
    );

    expect(
      [...(heat?.[0].matchAll(/<title>(.*?)<\/title>/g) ?? [])].map(([, title]) => title),
    ).toEqual(
      [2, 2, ...Array(10).fill(20)].map(
        (n, second) => `second ${second}: ${n} took 10.1 ms to 15.2 ms`,
      ),
    );
  });

  it('has what the stage told of itself, in seconds since the first webhook', () => {
    const { age, alarms, functions, memory, emptySince } = reportOf(
      createRun({
        ages: [{ at: startOfRun + 4000, seconds: 3 }],
        alarms: [{ name: 'queue-age', from: startOfRun + 5000 }],
        functions: [{ name: 'ingestion', coldStarts: 2 }],
        memory: [{ at: startOfRun, bytes: 5e8 }],
        emptySince: startOfRun + 13_000,
      }),
    );

    expect({ age, alarms, functions, memory, emptySince }).toEqual({
      age: [{ second: 4, ageSeconds: 3 }],
      alarms: [{ name: 'queue-age', from: 5, isExpected: false }],
      functions: [{ name: 'ingestion', coldStarts: 2 }],
      memory: [{ second: 0, megabytes: 500 }],
      emptySince: 13,
    });
    expect(reportOf(usual)).not.toHaveProperty('age');
  });

  it('shows alarms over each chart, and the age, where they were asked for', () => {
    const asked = {
      ...reportOf(usual),
      alarms: [{ name: 'queue-age', from: 4, to: 9, isExpected: false }],
      age: [{ second: 5, ageSeconds: 7 }],
    };
    const html = renderHtml(asked);

    expect(html.match(/<rect class="span unexpected"/g)).toHaveLength(5);
    expect(html).toContain('queue-age is on, not expected');
    expect(html).toContain('peak 7 s');
    const { alarms: _, ...unasked } = reportOf(usual);
    expect(renderHtml(unasked)).not.toMatch(/<h2>Alarms|Memory of/);
    expect(renderHtml(reportOf(createRun({ arrivals: [] })))).not.toContain('Age of the oldest');
  });

  it('says in the legend what a shaded time is, and shades nothing for what was on before', () => {
    const before = { name: 'dlq-not-empty', from: startOfRun - 9000 };
    const alarms = [{ name: 'queue-age', from: startOfRun + 4000 }, before];
    const html = renderHtml(reportOf(createRun({ alarms })));

    expect(html.match(/<span class="key unexpected">queue-age is on, not expected</g)).toHaveLength(
      5,
    );
    expect(html).not.toContain('dlq-not-empty is on');
    expect(html).toContain(
      '<td>dlq-not-empty</td><td>-9 s</td><td>still on</td><td>on before the run</td>',
    );
  });

  it('has the age of the oldest and the memory on the same axis as the rate', () => {
    const arrivals = usual.arrivals.map((one, index) =>
      index === 100 ? { ...one, arrivedAt: one.arrivedAt + 4000 } : one,
    );
    const memory = [0, 1, 2].map((n) => ({ at: startOfRun + n * 1000, bytes: 4e8 + n * 1e7 }));
    const html = renderHtml(reportOf(createRun({ arrivals, memory })));

    expect(html).toContain('<strong>Age of the oldest</strong> <span>peak 3.2');
    expect(html).toContain('400 MB at the beginning, 420 MB at the end');
  });

  it('tells nothing of what is lost where nobody could look', () => {
    const unchecked = [{ what: 'What became of them', why: 'no credentials' }];
    const html = renderHtml(reportOf(createRun({ unchecked, arrivals: [] })));

    expect(html).toContain('<b>–</b><span>lost</span>');
    expect(html).not.toContain('Where each accepted webhook ended');
  });

  it('loads nothing and runs nothing', () => {
    const html = renderHtml(reportOf(usual));

    expect(html).not.toMatch(/<script|<img|<iframe|@import|url\(|https?:\/\//i);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target)).toEqual([
      'data:,',
    ]);
  });

  it('names what was lost, and colours the verdict', () => {
    const html = renderHtml(reportOf(lossy));

    expect(html).toContain('delivery-202, delivery-203');
    expect(html).toContain('class="card verdict failed"');
  });

  it('escapes what the machine says about itself', () => {
    expect(renderHtml(reportOf(usual))).toContain('2 × &lt;Processor&gt; &amp; more');
  });

  it('draws only finite coordinates, even of a run in which nothing was sent', () => {
    const empty = createRun({ warmUp: [], samples: [], arrivals: [], backlog: [] });
    for (const record of [usual, lossy, empty]) {
      expect(renderHtml(reportOf(record))).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe('the terminal', () => {
  const textOf = (record: RunRecord) => stripVTControlCharacters(renderVerdict(reportOf(record)));

  it('marks the gate that failed, with its value and its limit', () => {
    expect(textOf(lossy)).toMatch(/✗ Accepted and lost +2 +at most 0/);
    expect(textOf(usual)).not.toContain('✗');
  });

  it('counts all outcomes in one line', () => {
    expect(textOf(lossy)).toContain(
      '205 sent · 205 accepted · 0 rejected · 203 processed · 0 duplicate · 0 filtered · 0 dead-lettered · 2 lost',
    );
  });
});
