import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { type FaultName, kindOf } from '../../../client/faults/catalogue.ts';
import type { FaultOrder } from '../../../client/faults/fault.ts';
import { messageFor } from '../../../service/ingestion/message-for.ts';
import { eventually } from '../eventually.ts';
import { sendWebhook } from '../send-webhook.ts';
import { cellName, type Size, sizes } from './cell-config.ts';
import type { MatrixStack } from './matrix-stack.ts';
import type { Tally } from './watch.ts';

/** A message that ingestion might have put on the queue, and the webhook that is in it. */
export interface Put {
  readonly id: string;
  readonly message: string;
}

/** One fault at one size. */
export class Cell {
  readonly name: string;
  readonly size: Size;
  readonly count: number;
  readonly matrix: MatrixStack;
  /** Delivery id → how often it was accepted: 202 of the API, or stored by SQS. */
  readonly accepted = new Map<string, number>();
  /** Answers of the API that were no 202. */
  refusals = 0;
  readonly #before: Tally;

  constructor(row: string, size: Size, matrix: MatrixStack) {
    this.name = cellName(row, size);
    this.size = size;
    this.count = sizes[size];
    this.matrix = matrix;
    this.#before = matrix.watch.tally();
  }

  /** Of the size, and of few where one is meant to see that the fault has struck. */
  atSize<Value>(values: Readonly<Record<Size, Value>>): Value {
    return values[this.size];
  }

  /** A fault of destinations strikes the one of this cell only. */
  async on(name: FaultName, order: FaultOrder = {}): Promise<void> {
    const aim = kindOf(name).place === 'destination' ? { destination: this.name } : {};
    await this.matrix.stack.faults.on(name, { ...aim, ...order });
  }

  async off(): Promise<void> {
    await this.matrix.stack.faults.off();
  }

  /** What happened since the cell began. */
  since(): Tally {
    const now = this.matrix.watch.tally();
    const names = Object.keys(now) as (keyof Tally)[];
    return Object.fromEntries(names.map((name) => [name, now[name] - this.#before[name]])) as Tally;
  }

  arrivals(): ReadonlyMap<string, number> {
    return this.matrix.watch.arrivals.get(this.name) ?? new Map();
  }

  /** Waits until the fault has shown. */
  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    try {
      await eventually(`${this.name}: ${what}`, holds, 60);
    } catch (cause) {
      throw new Error(`${String(cause)}; so far: ${JSON.stringify(this.since())}`, { cause });
    }
  }

  ids(count = this.count): readonly string[] {
    return Array.from({ length: count }, (_, index) => `${this.name}-${index}`);
  }

  /** Every tenth is one that no route takes, where there are ten. */
  typeOf(id: string): 'push' | 'watch' {
    return id.endsWith('9') ? 'watch' : 'push';
  }

  /** What ingestion makes of it. */
  async messageOf(id: string): Promise<Put> {
    const message = await messageFor(
      {
        messageLimitBytes: 262_144,
        storeBody: () => Promise.reject(new Error('Too large for the queue')),
      },
      {
        source: this.name,
        provider: 'github',
        deliveryId: id,
        type: this.typeOf(id),
        contentType: 'application/json',
        headers: {},
        receivedAt: Date.now(),
        trackingId: randomUUID(),
        trace: undefined,
        body: Buffer.from(JSON.stringify({ id })),
      },
    );
    return { id, message: message ?? '' };
  }

  /** Straight onto the queue, ten at a time, as SQS hands them out again. */
  async putOnQueue(
    puts: readonly Put[] | Promise<readonly Put[]> = this.messages(),
  ): Promise<void> {
    const all = [...(await puts)];
    while (all.length > 0) {
      const batch = all.splice(0, 10);
      const { Successful = [] } = await this.matrix.sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: this.matrix.intakeUrl,
          Entries: batch.map(({ message }, index) => ({ Id: String(index), MessageBody: message })),
        }),
      );
      for (const { Id } of Successful) this.#accept(batch[Number(Id)]?.id ?? '');
    }
  }

  messages(): Promise<readonly Put[]> {
    return Promise.all(this.ids().map((id) => this.messageOf(id)));
  }

  /** Through the API, signed; a sender whose webhook is not accepted sends it again until it is. */
  async send({ bodyBytes = 0 } = {}): Promise<void> {
    const queue = this.ids().values();
    const sender = async () => {
      for (const id of queue) await this.#sendOne(id, bodyBytes);
    };
    await Promise.all(Array.from({ length: 10 }, sender));
  }

  async #sendOne(id: string, bodyBytes: number): Promise<void> {
    const secret = this.matrix.stack.sources[this.name]?.secret ?? '';
    await eventually(
      `${id} is accepted`,
      async () => {
        const { status } = await sendWebhook(this.matrix.stack.endpoint, {
          secret,
          source: this.name,
          deliveryId: id,
          body: JSON.stringify({ id, padding: 'x'.repeat(bodyBytes) }),
          headers: { 'X-GitHub-Event': this.typeOf(id) },
        });
        if (status === 404) throw new Error(`The cell's configuration has no source ${this.name}`);
        if (status === 202) this.#accept(id);
        else this.refusals++;
        return status === 202;
      },
      60,
    );
  }

  #accept(id: string): void {
    this.accepted.set(id, (this.accepted.get(id) ?? 0) + 1);
  }
}
