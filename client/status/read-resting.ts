import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCircuitStore } from '../../service/aws/circuit-table.ts';
import { type Rest, restEnd, restSecondsOf } from '../../service/webhook/circuit.ts';

/** A destination that failed so often in a row that it is left alone. */
export interface RestingDestination {
  readonly destination: string;
  /** It has failed since then, or for longer: the time between a rest's end and its probe is not known. */
  readonly failingSince: string;
  /** Then the next webhook for it tries it again. */
  readonly restsUntil: string;
  /** Tries since, all of which failed. */
  readonly failedProbes: number;
  /** The rest is over, and one webhook tries the destination. */
  readonly isProbed: boolean;
}

/** Reads what the functions share of the circuits. */
export async function readResting(
  dynamo: DynamoDBClient,
  stage: string,
  destinations: readonly string[],
): Promise<readonly RestingDestination[]> {
  const store = createCircuitStore(dynamo, `spillway-${stage}-deliveries`);
  const versions = await Promise.all(destinations.map((name) => store.read(name)));
  return destinations.flatMap((destination, index) => {
    const circuit = versions[index]?.circuit;
    if (circuit === undefined || circuit.state === 'closed') return [];
    return [
      {
        destination,
        failingSince: toTime(failingSince(circuit)),
        restsUntil: toTime(restEnd(circuit)),
        failedProbes: circuit.rests - 1,
        isProbed: circuit.state === 'probing',
      },
    ];
  });
}

/** Each rest began when the probe after the one before it had failed. */
function failingSince({ since, rests }: Rest): number {
  let start = since;
  for (let earlier = 1; earlier < rests; earlier++) start -= restSecondsOf(earlier) * 1000;
  return start;
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
