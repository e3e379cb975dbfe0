import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from './html.ts';
import type { Report } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { reportSchema } from './report-schema.ts';

/**
 * Writes report.json, report.html and report.md into a folder, which it creates where there is none.
 *
 * @throws ZodError naming the field that a report can't have
 */
export function writeReport(folder: string, report: Report): void {
  const checked = reportSchema.parse(report);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(checked, null, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderHtml(checked));
  writeFileSync(join(folder, 'report.md'), renderMarkdown(checked));
}
