import { jsonRefusal, type Refusal } from '../aws/http/refusal.ts';
import { type Fault, strike } from './fault.ts';

const prefix = 'com.amazonaws.dynamodb.v20120810';

const answers = {
  'table-down': jsonRefusal(500, `${prefix}#InternalServerError`, 'Internal server error'),
  'table-throttled': jsonRefusal(
    400,
    `${prefix}#ProvisionedThroughputExceededException`,
    'The level of configured provisioned throughput for the table was exceeded.',
  ),
  'table-hangs': 'hang',
} as const satisfies Record<string, Refusal | 'hang'>;

const names = Object.keys(answers) as readonly (keyof typeof answers)[];

/** `undefined` where DynamoDB is well. */
export function tableTrouble(faults: readonly Fault[]): Refusal | 'hang' | undefined {
  const fault = strike(faults, names);
  return fault && answers[fault.name];
}
