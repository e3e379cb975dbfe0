import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from './html.ts';
import type { Report } from './json.ts';

/** Writes report.json and report.html into a folder that exists. */
export function writeReport(folder: string, report: Report): void {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderHtml(report));
}
