import { nextAudit } from '../../../../client/audit/next-audit.ts';
import { NotAuditedError } from '../../../../client/audit/open-books.ts';
import { type AuditReport, readAudit } from '../../../../client/audit/read-audit.ts';
import type { Endpoint } from '../endpoint.ts';

/** Whether all that was accepted is accounted for, once that was added up. */
export type Audited = { readonly report: AuditReport } | NotAudited;

export interface NotAudited {
  readonly why: string;
  readonly remedy: string | undefined;
  /** When the audit runs next; ISO 8601. */
  readonly next: string;
}

/** As `spillway audit` tells. */
export const readBooks: Endpoint = {
  method: 'GET',
  path: '/api/audit',
  async answer(_, { clients, stage, now }): Promise<Audited> {
    try {
      return { report: await readAudit(clients, stage.name, now()) };
    } catch (error) {
      if (!(error instanceof NotAuditedError)) throw error;
      const { message: why, remedy } = error;
      return { why, remedy, next: new Date(nextAudit(now())).toISOString() };
    }
  },
};
