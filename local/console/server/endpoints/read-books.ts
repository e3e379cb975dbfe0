import { type AuditReport, readAudit } from '../../../../client/audit/read-audit.ts';
import type { Endpoint } from '../endpoint.ts';

/** Whether all that was accepted is accounted for, as `spillway audit` tells. */
export const readBooks: Endpoint = {
  method: 'GET',
  path: '/api/audit',
  answer: (_, { clients, stage, now }): Promise<AuditReport> =>
    readAudit(clients, stage.name, now()),
};
