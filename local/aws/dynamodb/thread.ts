import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { followFaults } from '../../faults/follow-in-thread.ts';
import { createLoseTableAnswer, isItemThrottled, tableTrouble } from '../../faults/table-faults.ts';
import { waitWhenSlow } from '../../faults/wait-when-slow.ts';
import { followJumps } from '../../jump/machine-time.ts';
import { serveJson } from '../http/json-service.ts';
import { closeServer, listen } from '../http/listen.ts';
import { guardThread } from '../iam/follow-access.ts';
import { dynamodbNeeds } from '../iam/needs/dynamodb.ts';
import { refuseForDynamodb } from '../iam/refuse-access.ts';
import { meterTable } from '../metering/meter-table.ts';
import { UsageCounts } from '../metering/usage-counts.ts';
import { tableActions } from './actions.ts';
import { db } from './dynalite.ts';
import type { TableThreadMessage } from './start-table-service.ts';
import { describeTableFault } from './table-fault.ts';
import { TimeToLive } from './time-to-live.ts';

const bodyLimitBytes = 16_777_216;
const expireEveryMs = 60_000;
const reportEveryMs = 1_000;

/** DynamoDB's API over dynalite, in memory, in a thread of its own so that it does not hold up the others. */
async function run(
  { port }: { readonly port: number },
  parent: NonNullable<typeof parentPort>,
): Promise<void> {
  followJumps();
  const store = db.create({ createTableMs: 0 });
  const faults = followFaults(parent);
  const timeToLive = new TimeToLive(store);
  const losesAnswer = createLoseTableAnswer();
  const counts = new UsageCounts();
  const serve = serveJson({
    ...{ version: '1.0', bodyLimitBytes, describe: describeTableFault },
    ...{ guard: guardThread(parent), needs: dynamodbNeeds, refuse: refuseForDynamodb },
    actions: meterTable(
      tableActions(store, timeToLive, () => isItemThrottled(faults())),
      counts,
    ),
    takeTime: () => waitWhenSlow(faults(), 'table-slow'),
    trouble: (action) => tableTrouble(faults(), action),
    losesAnswer: (action, body) => losesAnswer(faults(), action, body),
  });
  const server = createServer({ keepAliveTimeout: 65_000 }, serve);
  const expiring = setInterval(() => void timeToLive.deleteExpired(Date.now()), expireEveryMs);
  expiring.unref();
  const send = (message: TableThreadMessage) => parent.postMessage(message);
  const reporting = setInterval(() => {
    const events = counts.take();
    if (events.length > 0) send({ type: 'billed', events });
  }, reportEveryMs);
  reporting.unref();
  parent.on('message', async (message: { readonly type: string }) => {
    if (message.type !== 'stop') return;
    await closeServer(server);
    parent.close();
  });
  try {
    send({ type: 'listening', port: await listen(server, port) });
  } catch (error) {
    send({ type: 'failed', code: String(Object(error).code), message: String(error) });
    parent.close();
  }
}

if (parentPort !== null) void run(workerData, parentPort);
