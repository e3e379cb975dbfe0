import { type AuditPorts, type Books, lookAtBooks } from '../../service/audit/audit.ts';
import { countedMetrics } from '../../service/audit/counted.ts';
import type { Ledger } from '../../service/audit/ledger.ts';
import { createLedgerStore } from '../../service/aws/ledger-table.ts';
import { createReadLevel } from '../../service/aws/queue-level.ts';
import { createReadSums } from '../../service/aws/read-sums.ts';
import { CommandError } from '../command-error.ts';
import type { Clients } from '../stage/clients.ts';
import { findQueue } from '../stage/queues.ts';

/** The audit has no totals yet, or not those of now. */
export class NotAuditedError extends CommandError {}

export type BookClients = Pick<Clients, 'sqs' | 'dynamo' | 'cloudWatch'>;

/** Reads what the audit reads, of a stage as seen from outside. */
export async function openBooks(clients: BookClients, stage: string): Promise<AuditPorts> {
  const { sqs, dynamo, cloudWatch } = clients;
  return {
    ...createLedgerStore<Ledger>(dynamo, `spillway-${stage}-deliveries`),
    readCounts: createReadSums(cloudWatch, countedMetrics(`spillway-${stage}`)),
    readLevel: createReadLevel(sqs, await findQueue(sqs, stage, 'intake')),
  };
}

/** @throws NotAuditedError where the audit has no totals yet */
export async function readBooks(ports: AuditPorts, stage: string, now: number): Promise<Books> {
  const { ledger } = await ports.readLedger();
  if (ledger === undefined) {
    throw new NotAuditedError(
      `The audit of stage ${stage} has not run yet.`,
      'It runs every five minutes. If it does not: runbooks/audit-silent.md',
    );
  }
  const books = await lookAtBooks(ports, now);
  if ('sums' in books) return books;
  throw new NotAuditedError(
    `The audit of stage ${stage} has not run for so long that it has not caught up yet.`,
    'Each of its runs, every five minutes, does a part of the rest: try again then.',
  );
}
