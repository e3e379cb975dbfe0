import type { Fault } from '../../client/faults/fault.ts';
import { jsonRefusal, type Refusal } from '../aws/http/refusal.ts';
import { createLoseAnswer } from './lose-answer.ts';
import { strike } from './strike.ts';

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
const singly: readonly string[] = ['BatchExecuteStatement', 'BatchGetItem', 'BatchWriteItem'];
const writes: readonly string[] = [
  'BatchExecuteStatement',
  'BatchWriteItem',
  'DeleteItem',
  'PutItem',
  'UpdateItem',
];

/** @returns `undefined` where DynamoDB is well */
export function tableTrouble(
  faults: readonly Fault[],
  action: string,
): Refusal | 'hang' | undefined {
  const striking = singly.includes(action)
    ? names.filter((name) => name !== 'table-throttled')
    : names;
  const fault = strike(faults, striking);
  return fault && answers[fault.name];
}

/** A batch is throttled item by item. */
export function isItemThrottled(faults: readonly Fault[]): boolean {
  return strike(faults, ['table-throttled']) !== undefined;
}

/** Says of each call, once it was carried out, whether its answer gets lost. */
export function createLoseTableAnswer() {
  const losesAnswer = createLoseAnswer('table-answer-lost');
  return (faults: readonly Fault[], action: string, body: Buffer): boolean =>
    writes.includes(action) && losesAnswer(faults, body);
}
