import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { followSamples } from './follow-samples.ts';
import type { Sample } from './sample.ts';
import { openSamples, readSamples } from './samples-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'spillway-samples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileFor = (name: string) => join(folder, `${name}.jsonl`);

const sent = (id: string): Sample => ({
  ...{ kind: 'sent', request: `1-${id}`, id, webhook: 3, intent: 'valid', bytes: 2, sha256: 'a' },
  ...{ dueAt: 1.5, sentAt: 1.75 },
});
const answered = (id: string, status: number): Sample => ({
  ...{ kind: 'answered', request: `1-${id}`, at: 2.25, status, firstByteMs: 4, totalMs: 5 },
});

it('reads what was appended, by several who had it open', () => {
  const [one, other] = [openSamples(fileFor('both')), openSamples(fileFor('both'))];
  one.append(sent('a'));
  other.append(sent('b'));
  one.append(answered('a', 202));
  one.close();
  other.close();

  expect(readSamples(fileFor('both'))).toEqual([sent('a'), sent('b'), answered('a', 202)]);
});

it('keeps the lines of workers that write at the same time whole', async () => {
  const path = fileFor('workers');
  const program = `
    const { openSamples } = await import(${JSON.stringify(new URL('./samples-file.ts', import.meta.url).href)});
    const samples = openSamples(${JSON.stringify(path)});
    for (let n = 0; n < 2000; n++) samples.append({ kind: 'failed', request: 'x'.repeat(n % 300), at: n, code: 'E' });
  `;
  const source = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  await Promise.all(
    [1, 2, 3].map(() => new Promise((resolve) => new Worker(source).once('exit', resolve))),
  );

  expect(readSamples(path)).toHaveLength(6000);
});

it('names the line that is no sample', () => {
  writeFileSync(fileFor('broken'), `${JSON.stringify(sent('a'))}\n{"kind":"sent"}\n`);

  expect(() => readSamples(fileFor('broken'))).toThrow('Line 2 of the samples is no sample');
});

it('tells how a run is so far, as the file grows', () => {
  const path = fileFor('followed');
  const figures = followSamples(path);
  expect(figures()).toEqual({ sent: 0, accepted: 0, ended: 0, p99: undefined, lateness: 0 });

  const line = `${JSON.stringify({ ...sent('a'), dueAt: 1000, sentAt: 1003 })}\n`;
  writeFileSync(path, line + line.slice(0, 20));
  expect(figures()).toMatchObject({ sent: 1, accepted: 0, ended: 0, lateness: 3 });

  appendFileSync(path, line.slice(20));
  for (const status of [202, 401, 503, 200]) {
    appendFileSync(path, `${JSON.stringify({ ...answered('a', status), at: 1050 })}\n`);
  }
  expect(figures()).toMatchObject({ sent: 2, accepted: 2, ended: 4, p99: 50 });
});

it('forgets, of how a run is, what was long ago', () => {
  const path = fileFor('long');
  const figures = followSamples(path);
  for (const [dueAt, sentAt] of [
    [1000, 3000],
    [9000, 9001],
  ]) {
    appendFileSync(path, `${JSON.stringify({ ...sent('a'), dueAt, sentAt })}\n`);
  }
  expect(figures()).toMatchObject({ sent: 2, lateness: 1 });
});
