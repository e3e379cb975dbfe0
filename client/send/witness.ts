import type { DeliveryRecord, ReadRecords } from '../deliveries/delivery-records.ts';
import type { LogRecord } from '../logs/log-record.ts';
import type { LogSource } from '../logs/log-source.ts';
import { readLines, skewMs } from './read-lines.ts';

/** Who is asked what became of a webhook. */
export interface Witness {
  readonly readRecords: () => Promise<readonly DeliveryRecord[]>;
  /** What processing has logged about it since it was sent; nothing where the logs may not be read. */
  readonly readLines: () => Promise<readonly LogRecord[]>;
}

/** @param sentAt milliseconds since 1970 */
export function createWitness(
  logs: LogSource,
  readRecords: ReadRecords,
  { source, deliveryId, sentAt }: { source: string; deliveryId: string; sentAt: number },
): Witness {
  const query = { functions: ['processing'], deliveryId, since: sentAt - skewMs } as const;
  let isDenied = false;
  return {
    readRecords: async () => (await readRecords([{ source, deliveryId }]))[0] ?? [],
    async readLines() {
      const lines = isDenied ? undefined : await readLines(logs, query);
      isDenied = lines === undefined;
      return lines?.filter(({ fields }) => fields.source === source) ?? [];
    },
  };
}
