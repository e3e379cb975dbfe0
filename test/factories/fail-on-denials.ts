import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { readAccessRecord, recordVariable } from '../../local/aws/iam/access-record.ts';

// Every stack that a test file starts, in this process or another, writes down what its functions were denied.
const kept = process.env[recordVariable];
if (kept !== undefined) mkdirSync(kept, { recursive: true });
const folder = mkdtempSync(join(kept ?? tmpdir(), 'access-'));
process.env[recordVariable] = folder;

afterAll(() => {
  const denied = readAccessRecord(folder).flatMap((event) =>
    event.kind === 'denied' ? [`${event.role}: ${event.message}`] : [],
  );
  if (kept === undefined) rmSync(folder, { recursive: true });
  expect(denied, 'what the roles and policies of the template do not allow').toEqual([]);
});
