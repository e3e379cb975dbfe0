import { join } from 'node:path';
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { PlatformEvent } from '../../../local/aws/observer.ts';
import type { EmbeddedStack } from '../../../local/boot/embedded-stack.ts';
import { comeBackSoon } from '../come-back-soon.ts';
import { startFixtureStack } from '../start-fixture-stack.ts';
import { createWatch, type Watch } from './watch.ts';

export interface Depth {
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
}

/** An embedded stack on which cells of the matrix run, one after the other. */
export interface MatrixStack {
  readonly stack: EmbeddedStack;
  readonly sqs: SQSClient;
  readonly intakeUrl: string;
  readonly watch: Watch;
  intakeDepth(): Promise<Depth>;
  /** Takes all that are there. */
  takeDeadLetters(): Promise<readonly Message[]>;
  stop(): Promise<void>;
}

/** @param config of `test/fixtures/` @param context as `cdk -c name=value` */
export async function startMatrixStack(
  config: string,
  context: Readonly<Record<string, string>>,
): Promise<MatrixStack> {
  const watch = createWatch();
  const stack = await startFixtureStack({
    configFile: join(import.meta.dirname, '../../fixtures', config),
    context,
    alterTemplate: comeBackSoon.alterTemplate,
    onArrival: watch.arrived,
    observer: {
      log: ({ message }) => watch.note(message),
      record: (event: PlatformEvent) => watch.record(event),
    },
  });
  const sqs = new SQSClient({
    endpoint: stack.env.AWS_ENDPOINT_URL_SQS ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const deadLetterUrl = String(stack.outputs.DeadLetterQueueUrl);
  const intakeUrl = deadLetterUrl.replace(/dead-letters$/, 'intake');
  return {
    ...{ stack, sqs, intakeUrl, watch },
    intakeDepth: () => depthOf(sqs, intakeUrl),
    takeDeadLetters: () => takeAll(sqs, deadLetterUrl),
    async stop() {
      sqs.destroy();
      await stack.stop();
    },
  };
}

async function depthOf(sqs: SQSClient, QueueUrl: string): Promise<Depth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  const counts: Readonly<Record<string, string | undefined>> = Attributes;
  const count = (suffix: string) => Number(counts[`ApproximateNumberOfMessages${suffix}`]);
  return { visible: count(''), notVisible: count('NotVisible'), delayed: count('Delayed') };
}

async function takeAll(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle: ReceiptHandle ?? '',
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
