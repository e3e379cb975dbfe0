import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { receivedAtOf } from '../../service/webhook/archive.ts';
import type { Envelope } from '../../service/webhook/envelope.ts';
import { orAborted } from '../or-aborted.ts';
import { type ArchiveRange, type Readable, readArchive, type Unusable } from './archive.ts';
import {
  createStoreBody,
  type ReplayMarks,
  replayMessage,
  sqsLimitBytes,
} from './replay-message.ts';
import { sendBatch } from './send-batch.ts';

export interface ReplayOptions extends ArchiveRange {
  readonly queueUrl: string;
  readonly marks: ReplayMarks;
  /** Only these. Empty: all. */
  readonly types: readonly string[];
  readonly ratePerSecond: number;
  readonly limit: number;
  /** Reads and counts; sends nothing. */
  readonly dryRun: boolean;
  /** @param upTo ISO 8601: when the last of them was received */
  readonly onProgress?: (sent: number, upTo: string) => void;
  /** Ends the run before the next batch. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface ReplayResult {
  /** In a dry run: what would be sent. */
  readonly sent: number;
  /** The same by type, the most frequent first. */
  readonly types: Readonly<Record<string, number>>;
  readonly otherTypes: number;
  readonly unreadable: readonly Unusable[];
  /** By SQS. */
  readonly refused: readonly Unusable[];
  readonly stopped: 'end' | 'limit' | 'interrupted';
  /** ISO 8601: when the first one was received that was not sent. Absent at the end. */
  readonly goOnFrom?: string;
}

interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/** Sends the archived webhooks of a range to the intake queue, oldest first. */
export async function replay(clients: Clients, options: ReplayOptions): Promise<ReplayResult> {
  return new Replay(clients, options).run();
}

const batchLimit = 10;

interface Ready {
  readonly key: string;
  readonly envelope: Envelope;
  readonly message: string;
}

class Replay {
  readonly #clients: Clients;
  readonly #options: ReplayOptions;
  readonly #storeBody: ReturnType<typeof createStoreBody>;
  readonly #types = new Map<string, number>();
  readonly #unreadable: Unusable[] = [];
  readonly #refused: Unusable[] = [];
  #sent = 0;
  #otherTypes = 0;
  #batch: Ready[] = [];
  #dueAt = 0;

  constructor(clients: Clients, options: ReplayOptions) {
    this.#clients = clients;
    this.#options = options;
    this.#storeBody = createStoreBody(clients.s3, options.bucket);
  }

  async run(): Promise<ReplayResult> {
    const { limit, signal } = this.#options;
    let taken = 0;
    for await (const one of readArchive(this.#clients.s3, this.#options)) {
      if (signal.aborted) return this.#result('interrupted', one.key);
      if (!this.#isWanted(one)) continue;
      if (taken === limit) {
        await this.#flush();
        return this.#result('limit', one.key);
      }
      taken++;
      await this.#add(one);
    }
    await this.#flush();
    return this.#result('end');
  }

  /** Those that are not are counted. */
  #isWanted(one: Readable | Unusable): one is Readable {
    const { types } = this.#options;
    if ('problem' in one) {
      this.#unreadable.push(one);
      return false;
    }
    const isWanted = types.length === 0 || types.includes(one.envelope.type);
    if (!isWanted) this.#otherTypes++;
    return isWanted;
  }

  async #add({ key, envelope }: Readable): Promise<void> {
    const { dryRun, marks, ratePerSecond } = this.#options;
    if (dryRun) {
      this.#count(envelope);
      return;
    }
    const message = await replayMessage(envelope, marks, this.#storeBody);
    if (bytesOf([...this.#batch, { message }]) > sqsLimitBytes) await this.#flush();
    this.#batch.push({ key, envelope, message });
    if (this.#batch.length >= Math.min(batchLimit, Math.ceil(ratePerSecond))) await this.#flush();
  }

  /** Sends the batch at hand when its turn has come; leaves it where the run was ended meanwhile. */
  async #flush(): Promise<void> {
    const { now, sleep, signal, ratePerSecond, queueUrl } = this.#options;
    const batch = this.#batch;
    if (batch.length === 0) return;
    await orAborted(sleep(Math.max(0, this.#dueAt - now())), signal);
    if (signal.aborted) return;
    this.#dueAt = Math.max(this.#dueAt, now()) + (batch.length / ratePerSecond) * 1000;
    const target = { sqs: this.#clients.sqs, queueUrl, sleep };
    const refused = await sendBatch(
      target,
      batch.map(({ message }) => message),
    );
    this.#batch = [];
    batch.forEach(({ key, envelope }, index) => {
      const code = refused.get(index);
      if (code === undefined) this.#count(envelope);
      else this.#refused.push({ key, problem: code });
    });
  }

  #count({ type, receivedAt }: Envelope): void {
    this.#sent++;
    this.#types.set(type, (this.#types.get(type) ?? 0) + 1);
    if (this.#sent % 10 === 0) this.#options.onProgress?.(this.#sent, receivedAt);
  }

  #result(stopped: ReplayResult['stopped'], next = ''): ReplayResult {
    const [left] = this.#batch; // where the run was ended before it was sent
    const goOnFrom = receivedAtOf(left?.key ?? next);
    return {
      sent: this.#sent,
      types: Object.fromEntries([...this.#types].sort(([, a], [, b]) => b - a)),
      otherTypes: this.#otherTypes,
      unreadable: this.#unreadable,
      refused: this.#refused,
      stopped: left ? 'interrupted' : stopped,
      ...(goOnFrom === undefined ? {} : { goOnFrom }),
    };
  }
}

function bytesOf(batch: readonly Pick<Ready, 'message'>[]): number {
  return batch.reduce((total, { message }) => total + Buffer.byteLength(message), 0);
}
