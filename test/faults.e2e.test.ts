import { afterAll, describe, expect, it } from 'vitest';
import { comeBackSoon } from './factories/come-back-soon.ts';
import { Cell } from './factories/fault-matrix/cell.ts';
import { type Size, sizes, sizeTitles } from './factories/fault-matrix/cell-config.ts';
import { clockRow } from './factories/fault-matrix/clock-row.ts';
import { type Account, accountOf } from './factories/fault-matrix/conservation.ts';
import { failingRows } from './factories/fault-matrix/failing-rows.ts';
import { createGroup, type Group } from './factories/fault-matrix/group.ts';
import { killedRows } from './factories/fault-matrix/killed-rows.ts';
import { printMatrix } from './factories/fault-matrix/print-matrix.ts';
import { refusedRows } from './factories/fault-matrix/refused-rows.ts';
import { attempts, type GroupName, type Row } from './factories/fault-matrix/row.ts';
import { isEven } from './factories/fault-matrix/webhook-index.ts';

const rows = [...killedRows, ...failingRows, ...refusedRows, clockRow];
const sizeNames = Object.keys(sizes) as Size[];
const turnsOf = (group: GroupName) =>
  rows.filter((row) => row.group === group).length * sizeNames.length;

// Short, so that what fails or is killed comes back within the test's time; the rest is as it is deployed.
const soon = {
  retryBaseSeconds: '1',
  retryCapSeconds: '2',
  maxReceiveCount: String(attempts),
  destinationAttempts: String(attempts),
  circuitFailures: '0',
} as const;
const group = (name: GroupName, context: Readonly<Record<string, string>>) =>
  createGroup(`fault-${name}.config.ts`, { ...soon, ...context }, turnsOf(name));
const groups = {
  killed: group('killed', { processingTimeoutSeconds: '3' }),
  resting: group('resting', {
    ...comeBackSoon.context,
    circuitFailures: '5',
    maxReceiveCount: '3',
  }),
  parked: group('parked', { ...comeBackSoon.context, circuitFailures: '5' }),
  failing: group('failing', { processingTimeoutSeconds: '3' }),
  refused: group('refused', {
    processingTimeoutSeconds: '3',
    maxReceiveCount: '3',
    queueMessageLimitBytes: '4096',
  }),
} as const satisfies Record<GroupName, Group>;

/** As deployed by default; see `infra/settings-schema.ts`. */
const batchSize = 10;

const accounts = new Map<string, Account & { readonly seconds: number }>();

afterAll(async () => {
  await Promise.all(Object.values(groups).map((each) => each.stop()));
  const inOrder = cells.flatMap(([title, sizeTitle, row]) => {
    const name = nameOf(title, sizeTitle, row);
    const account = accounts.get(name);
    return account === undefined ? [] : [[name, account] as const];
  });
  process.stdout.write(printMatrix(inOrder));
});

const cells = rows.flatMap((row) =>
  sizeNames.map((size) => [row.title, sizeTitles[size], row, size] as const),
);

const nameOf = (title: string, size: string, { by }: Row) => `${title} × ${size}, by ${by}`;

// Each cell waits for its turn on its group's stack; the groups run side by side.
describe('no webhook is lost, doubled or forgotten', () => {
  it.concurrent.each(cells)(
    '%s × %s',
    async (title, sizeTitle, row, size) => {
      await groups[row.group].turn(async (matrix) => {
        const began = performance.now();
        const cell = new Cell(row.name, size, matrix);
        await row.run(cell);
        const account = await accountOf(cell);
        accounts.set(nameOf(title, sizeTitle, row), {
          ...account,
          seconds: (performance.now() - began) / 1000,
        });
        check(cell, row, account);
      });
    },
    // Its turn may come last, and each wait of a cell has a bound of its own.
    1_200_000,
  );
});

function check(cell: Cell, row: Row, account: Account): void {
  const { accepted, processed, duplicate, filtered, deadLettered } = account;
  expect(account.astray, 'each webhook has one end').toEqual([]);
  expect(processed + duplicate + filtered + deadLettered, 'the residue is 0').toBe(accepted);
  expect(account.residue, 'the audit finds no residue').toBe(0);
  expect({ accepted, processed, duplicate, filtered, deadLettered }).toEqual(expected(cell, row));
  expect(account.reasons).toEqual(deadLettered > 0 ? (row.reasons ?? []) : []);
  const { seenAtMost } = row;
  const limit = typeof seenAtMost === 'number' ? seenAtMost : seenAtMost[cell.size];
  expect(account.seenAtMost, 'a destination sees it so often at most').toBeLessThanOrEqual(limit);
  expect(cell.refusals > 0, 'senders are refused').toBe(row.isRefused ?? false);
  const { timeouts, CircuitOpened, WebhookParked } = account.metrics;
  expect(row.isDeadly ? 0 : timeouts, 'no function is killed').toBe(0);
  const charged = row.isOwnFailure ? CircuitOpened + WebhookParked : 0;
  expect(charged, 'no destination is charged for it').toBe(0);
  checkMetrics(row, account);
  const fullBatches = row.by === 'queue' && cell.size === 'ten' ? 1 : 0;
  expect(account.metrics.fullBatches, 'they come as one batch').toBeGreaterThanOrEqual(fullBatches);
}

/** How the webhooks of a cell have to end, from how they were made. */
function expected(cell: Cell, row: Row) {
  const ids = [...cell.accepted.keys()];
  const dead = ids.filter(
    (id) =>
      // A body that is lost can't be routed either.
      row.ends === 'dead-lettered' || (row.ends === 'half dead-lettered' && isEven(id)),
  );
  const filtered = ids.filter((id) => cell.typeOf(id) === 'watch' && !dead.includes(id));
  const processed = ids.length - dead.length - filtered.length;
  const isRepeated = row.name === 'repeated';
  return {
    accepted: isRepeated ? 2 * ids.length : cell.count,
    processed,
    duplicate: isRepeated ? processed : 0,
    filtered: (isRepeated ? 2 : 1) * filtered.length,
    deadLettered: dead.length,
  };
}

/**
 * What a killed function had counted is lost, and counted when its batch comes back. Where it died between telling and
 * answering it is counted once more: its own batch at most.
 */
function checkMetrics(row: Row, { metrics, accepted, filtered }: Account): void {
  const { WebhookProcessed, WebhookDuplicate, WebhookFiltered, WebhookDeadLettered } = metrics;
  const ended = WebhookProcessed + WebhookDuplicate + WebhookFiltered + WebhookDeadLettered;
  const again = row.isSentTwice ? filtered : 0;
  const begun = accepted + again + metrics.WebhookReplayed;
  const killed = row.isDeadly ? metrics.crashes + metrics.timeouts : 0;
  expect(ended, 'the functions count each webhook').toBeGreaterThanOrEqual(begun);
  expect(ended, 'and none again but in the batch of a killed one').toBeLessThanOrEqual(
    begun + batchSize * killed,
  );
}
