import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Heard } from '../../service/audit/listen.ts';
import { createHeardStore } from '../../service/aws/heard-table.ts';
import type { Cadence } from '../../service/webhook/cadence.ts';
import { silencePercent } from '../../service/webhook/expected-time.ts';

/** A source from which something is expected. */
export interface ExpectedSource {
  readonly source: string;
  /** How often, as it is declared. */
  readonly expected: string;
  /** Its last webhook or signed handshake, to the minute; absent if the audit has seen none. */
  readonly lastHeard?: string;
  /** How much of the longest silence that it may make has passed; from 100 on it is silent. */
  readonly silencePercent?: number;
}

/** Reads what the audit remembers, which is up to five minutes old. */
export async function readExpected(
  dynamo: DynamoDBClient,
  stage: string,
  cadences: Readonly<Record<string, Cadence>>,
  now: number,
): Promise<readonly ExpectedSource[]> {
  const all = Object.entries(cadences);
  if (all.length === 0) return [];
  const heard = await createHeardStore<Heard>(dynamo, `spillway-${stage}-deliveries`).readHeard();
  return all.map(([source, cadence]) => {
    const at = heard?.at[source];
    const expected = cadence.text;
    if (at === undefined) return { source, expected };
    const lastHeard = new Date(at).toISOString();
    return { source, expected, lastHeard, silencePercent: silencePercent(cadence, at, now) };
  });
}
