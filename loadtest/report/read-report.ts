import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../../client/command-error.ts';
import type { Report } from './json.ts';
import { reportSchema } from './report-schema.ts';

const header = z.object({ schema: z.literal('spillway-load-report'), version: z.int() });

/**
 * The report of a run.
 *
 * @param folder such as `reports/2026-11-26T15-00-00-spike`
 * @throws CommandError where there is none, where it is of another version, or where a field isn't as it must be
 */
export function readReport(folder: string): Report {
  const path = join(folder, 'report.json');
  const content = parse(path);
  const known = header.safeParse(content);
  if (!known.success) throw new CommandError(`${path} is no report of a load test`);
  if (known.data.version !== 2) {
    throw new CommandError(
      `${path} is of version ${known.data.version}, and this Spillway reads version 2`,
      'Run the load test again, or read it with the Spillway that wrote it.',
    );
  }
  const report = reportSchema.safeParse(content);
  if (report.success) return report.data;
  throw new CommandError(`${path} is not as it was written:\n${z.prettifyError(report.error)}`);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): CommandError {
  const isAbsent = ['ENOENT', 'ENOTDIR'].includes(Object(cause).code);
  const message = isAbsent ? `There is no ${path}` : `${path} is no JSON`;
  return new CommandError(message, 'npx spillway report list shows the reports there are.', {
    cause,
  });
}
