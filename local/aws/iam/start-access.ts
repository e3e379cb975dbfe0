import type { StackTemplate } from '../../boot/template/open-template.ts';
import type { AccessEvent, StandIns } from './access.ts';
import { createAccessRecord, recordVariable } from './access-record.ts';
import type { EnforceAccess } from './guard.ts';
import { createStackAccess, type StackAccess } from './stack-access.ts';

export interface StartedAccess {
  readonly iam: StackAccess;
  /** The calls that were denied so far, in AWS's words. */
  readonly denials: readonly string[];
  /** Hands the stack's policies to an endpoint. */
  guardedBy(enforce: EnforceAccess): void;
}

export interface AccessOptions {
  /** Folder for what was granted, used and denied. Else that of SPILLWAY_ACCESS_RECORD, else none. */
  readonly accessRecord?: string;
}

/** Reads who may do what, and gathers what comes of it. @throws TemplateError for what is not understood */
export function startAccess(
  { accessRecord = process.env[recordVariable] }: AccessOptions,
  { resources, world }: Pick<StackTemplate, 'resources' | 'world'>,
  standIns: StandIns,
  log: (line: string) => void,
): StartedAccess {
  const record = createAccessRecord(accessRecord);
  const denials: string[] = [];
  const tell = (event: AccessEvent) => {
    record(event);
    if (event.kind !== 'denied') return;
    denials.push(event.message);
    log(`DENIED to ${event.role}: ${event.message}`);
  };
  const iam = createStackAccess(resources, world, standIns, tell);
  return { iam, denials, guardedBy: (enforce) => enforce(iam.access, tell) };
}
