import type { IncomingHttpHeaders } from 'node:http';
import { administrator } from '../iam/administrator.ts';

const key = `Credential=${administrator.accessKeyId}/`;

/** Whether it is somebody who looks at the stack, whose calls are no part of what a stage costs. */
export function isAdministrator(headers: Pick<IncomingHttpHeaders, 'authorization'>): boolean {
  return headers.authorization?.includes(key) ?? false;
}
