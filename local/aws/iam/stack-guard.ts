import type { StackTemplate } from '../../boot/template/open-template.ts';
import type { Access, AccessEvent, StandIns } from './access.ts';
import { createAccessRecord, recordVariable } from './access-record.ts';
import type { EnforceAccess } from './guard.ts';
import { mergeAccess } from './merge-access.ts';
import { createStackAccess, type StackAccess } from './stack-access.ts';

/** Who may do what in a stack, over all of its deployments. */
export interface StackGuard {
  /** The calls that were denied so far, in AWS's words. */
  readonly denials: readonly string[];
  /** @throws TemplateError for what is not understood */
  read(template: Pick<StackTemplate, 'resources' | 'world'>, standIns: StandIns): StackAccess;
  /**
   * From now on all endpoints let in whom these policies or the ones before let in, for what still runs.
   *
   * @returns to be called when the ones before are to hold no longer
   */
  enforce(iam: StackAccess): () => void;
  /** Hands the policies to an endpoint, now and with each deployment. */
  guardedBy(enforce: EnforceAccess): void;
}

export interface AccessOptions {
  /** Folder for what was granted, used and denied. Else that of SPILLWAY_ACCESS_RECORD, else none. */
  readonly accessRecord?: string;
}

/** Gathers what comes of the policies. Functions keep their credentials, since older versions run on with them. */
export function createStackGuard(
  { accessRecord = process.env[recordVariable] }: AccessOptions,
  log: (line: string) => void,
): StackGuard {
  const record = createAccessRecord(accessRecord);
  const denials: string[] = [];
  const tell = (event: AccessEvent) => {
    record(event);
    if (event.kind !== 'denied') return;
    denials.push(event.message);
    log(`DENIED to ${event.role}: ${event.message}`);
  };
  const endpoints: EnforceAccess[] = [];
  let current: StackAccess | undefined;
  return {
    denials,
    read: ({ resources, world }, standIns) =>
      createStackAccess(resources, world, standIns, tell, current?.credentials),
    enforce(iam) {
      const tellAll = (access: Access) => {
        for (const endpoint of endpoints) endpoint(access, tell);
      };
      tellAll(current === undefined ? iam.access : mergeAccess(current.access, iam.access));
      current = iam;
      return () => tellAll(iam.access);
    },
    guardedBy(endpoint) {
      endpoints.push(endpoint);
      if (current !== undefined) endpoint(current.access, tell);
    },
  };
}
