import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRedaction } from './redact.ts';
import { openTranscript } from './transcript.ts';

let folder: string;
let file: string;
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spillway-transcript-'));
  file = join(folder, 'transcript.md');
  now = Date.parse('2026-11-26T03:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = {
  ...{ alarm: 'dlq-age', stage: 'dev', page: 'runbooks/dlq-age.md', severity: 'P' },
  ...{ operator: 'jo', shell: 'export SPILLWAY_STAGE=dev' },
};

function open() {
  now += 60_000;
  return openTranscript(file, head, { redaction: createRedaction([]), now: () => now });
}

const read = () => readFileSync(file, 'utf8');

function change(command: string) {
  const transcript = open();
  transcript.changed(command, 'none');
  transcript.end();
}

it('has its end sections once, however often it is gone on with, and all that was changed in them', () => {
  change('first');
  open().end();
  change('third');
  const text = read();
  expect(text.match(/^## .*$/gm)).toEqual([
    ...['## Impact', '## Timeline', '## Cause', '## Changed and undone'],
    ...['## Where the page was wrong or slow', '## To do'],
  ]);
  expect(text.match(/^The transcript ends at .*$/gm)).toEqual([
    'The transcript ends at 2026-11-26T03:03:00Z.',
  ]);
  expect(text).toMatch(/## Changed and undone\n\n- .*`first` Undo: none\n- .*`third` Undo: none\n/);
  expect(text.indexOf('**goes on**')).toBeLessThan(text.indexOf('## Cause'));
  expect(readdirSync(folder)).toEqual(['transcript.md']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps what was written into its end sections, and those that were added', () => {
  change('first');
  const byHand = read().replace(
    'To be written, with what made it possible.',
    'A late certificate.',
  );
  rmSync(file);
  appendFileSync(file, `${byHand}\n## Thanks\n\nTo the night shift.\n`, { mode: 0o600 });
  open().end();
  expect(read()).toContain('## Cause\n\nA late certificate.\n');
  expect(read()).toContain('## Thanks\n\nTo the night shift.\n');
  expect(read()).toContain('`first` Undo: none\n');
});

it('loses nothing that was written into it meanwhile', () => {
  change('first');
  const transcript = open();
  const byHand = read().replace('To be written, with what made it', 'A certificate. It was');
  rmSync(file);
  appendFileSync(file, byHand);
  transcript.end();
  expect(read().startsWith(byHand)).toBe(true);
});

it('takes nothing out of a transcript that was cut off while it quoted another one', () => {
  change('first');
  const quoted = read();
  rmSync(file);
  const cutOff = open();
  cutOff.command('cat other.md', { stdout: quoted, stderr: '', exitCode: 0, seconds: 1 });
  const before = read();
  open().end();
  expect(read().startsWith(before)).toBe(true);
});
