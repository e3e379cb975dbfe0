import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { followFaults } from '../../faults/follow-in-thread.ts';
import { followJumps } from '../../jump/machine-time.ts';
import { guardThread } from '../iam/follow-access.ts';
import { meterQueues } from '../metering/meter-queues.ts';
import { UsageCounts } from '../metering/usage-counts.ts';
import { meterActivity } from '../sqs/queue-activity.ts';
import { expireMessages, measureDepth } from '../sqs/queue-depth.ts';
import { watchQueue } from '../sqs/watch-queue.ts';
import { addAccess } from './add-access.ts';
import { addFaults } from './add-faults.ts';
import { buildFauxqs } from './build-fauxqs.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import type { FauxqsCommand, FauxqsData, FauxqsMessage } from './thread-messages.ts';

const reportEveryMs = 1000;

/** SQS, SNS and S3 by fauxqs, on 127.0.0.1, in a thread of its own so that they don't hold up the API. */
async function run(port: MessagePort, data: FauxqsData): Promise<void> {
  followJumps();
  const send = (message: FauxqsMessage) => port.postMessage(message);
  const counts = new UsageCounts();
  const { app, stores, tasks, moveOf } = await buildFauxqs({
    ...data,
    before(app, store) {
      // An SDK sets its clock by it, and Node's own would not have jumped.
      app.addHook('onRequest', async (_, reply) => {
        reply.header('date', new Date().toUTCString());
      });
      meterQueues(app, counts);
      addFaults(app, followFaults(port));
      addAccess(app, guardThread(port), store);
      refuseUnknown(app);
    },
  });
  const { sqsStore } = stores;
  const takeActivity = meterActivity(app, sqsStore);

  const reportAll = () => {
    const timestamp = Date.now();
    sqsStore.processAllTimers();
    const events = [...sqsStore.allQueues()].flatMap((queue) => {
      expireMessages(queue, timestamp);
      const stamp = { timestamp, queueName: queue.name };
      const activity = takeActivity(queue);
      return [
        { kind: 'queue-depth', ...stamp, ...measureDepth(queue, timestamp, moveOf) } as const,
        ...(activity === undefined
          ? []
          : [{ kind: 'queue-activity', ...stamp, ...activity } as const]),
      ];
    });
    const billed = counts.take();
    if (events.length > 0 || billed.length > 0)
      send({ type: 'metrics', events: [...events, ...billed] });
  };
  const report = setInterval(reportAll, reportEveryMs);

  port.on('message', async (command: FauxqsCommand) => {
    if (command.type === 'watch') {
      watchQueue(sqsStore, command.queueName, (message) => send({ type: 'sent', message }));
    }
    if (command.type === 'report') {
      reportAll();
      send({ type: 'reported' });
    }
    if (command.type !== 'stop') return;
    clearInterval(report);
    tasks.stop();
    await app.close();
    send({ type: 'stopped' });
    port.close();
  });
  try {
    const address = await app.listen({ port: data.port, host: '127.0.0.1' });
    send({ type: 'listening', port: Number(new URL(address).port) });
  } catch (error) {
    clearInterval(report);
    send({ type: 'failed', ...describe(error) });
    port.close();
  }
}

function describe(error: unknown): { code: string; message: string } {
  const { code, message } = Object(error) as { code?: string; message?: string };
  return { code: code ?? 'UNKNOWN', message: message ?? String(error) };
}

if (parentPort !== null) void run(parentPort, workerData);
