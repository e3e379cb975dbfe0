import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printableJson } from '../../../client/terminal/printable.ts';
import type { DrillReport } from './drill-report.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';

/** Writes drills.json, drills.md and drills.html into a folder, which is made where it is missing. */
export function writeReport(folder: string, report: DrillReport): void {
  mkdirSync(folder, { recursive: true });
  const write = (ending: string, text: string) =>
    writeFileSync(join(folder, `drills.${ending}`), text);
  write('json', `${printableJson(report, 2)}\n`);
  write('md', renderMarkdown(report));
  write('html', renderHtml(report));
}
