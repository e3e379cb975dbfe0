import { setTimeout as delay } from 'node:timers/promises';
import type { CallSqs } from '../../sqs/call-sqs.ts';
import type { MappingSettings } from './mapping-settings.ts';
import { type Processing, processBatch, stampOf } from './process-batch.ts';
import { receiveBatch } from './receive-batch.ts';

/** Lambda starts with five pollers and adds up to 300 a minute while there is a backlog. */
const initialPollers = 5;
const addedPerSecond = 5;
const backoffMs = 1000;
/**
 * A round of a poller, from one receive to the next, takes about so long at least: on AWS its three calls (receive,
 * invoke, delete) go over a network, and meanwhile the queue fills. Here they take 4 ms, and each message had an
 * invocation of its own.
 */
const shortestRoundMs = 30;

export interface MappingOptions extends Omit<Processing, 'call'> {
  readonly settings: MappingSettings;
  readonly call: CallSqs;
  /** Pollers beyond this would only hold messages that no environment is free for. */
  readonly maxPollers: number;
  /** Says once when the queue can't be reached. */
  readonly log: (line: string) => void;
}

/**
 * Takes messages from a queue to a function, as Lambda's event source mapping does. Each poller has one batch
 * under way at a time.
 */
export class EventSourceMapping {
  readonly #options: MappingOptions;
  readonly #stopping = new AbortController();
  readonly #pollers: Promise<void>[] = [];
  readonly #limit: number;
  readonly #scaler: NodeJS.Timeout;
  #fullBatches = 0;
  #isUnreachable = false;
  #isPolling = false;

  constructor(options: MappingOptions) {
    this.#options = options;
    this.#limit = Math.min(options.settings.maxConcurrency ?? 1000, options.maxPollers);
    this.#scaler = setInterval(() => this.#scale(), 1000);
    this.#scaler.unref();
    this.#addPollers(initialPollers);
    this.#report(true);
  }

  get pollerCount(): number {
    return this.#pollers.length;
  }

  /** Ends the long polls and waits for the batches under way, so stop the function at the same time. */
  async stop(): Promise<void> {
    clearInterval(this.#scaler);
    this.#report(false);
    this.#stopping.abort();
    await Promise.all(this.#pollers);
  }

  #scale(): void {
    if (this.#fullBatches >= this.#pollers.length) this.#addPollers(addedPerSecond);
    this.#fullBatches = 0;
  }

  #addPollers(count: number): void {
    const missing = Math.min(count, this.#limit - this.#pollers.length);
    for (let added = 0; added < missing; added++) this.#pollers.push(this.#poll());
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#pollOnce(signal);
        this.#isUnreachable = false;
        this.#report(!signal.aborted);
      } catch (error) {
        if (signal.aborted) return;
        this.#complain(error);
        await delay(backoffMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #pollOnce(signal: AbortSignal): Promise<void> {
    const { settings, call } = this.#options;
    const batch = await receiveBatch(call, settings, signal);
    const began = performance.now();
    const { length } = batch.messages;
    if (length === 0) return;
    const isFull = length === settings.batchSize;
    if (isFull) this.#fullBatches++;
    await processBatch(batch, settings, this.#options, signal);
    const left = shortestRoundMs - (performance.now() - began);
    if (left > 0 && !isFull) await delay(left, undefined, { signal });
  }

  #report(isPolling: boolean): void {
    if (this.#isPolling === isPolling) return;
    this.#isPolling = isPolling;
    const { observer, settings } = this.#options;
    observer.record({ kind: 'mapping-polling', ...stampOf(settings), isPolling });
  }

  #complain(error: unknown): void {
    if (this.#isUnreachable) return;
    this.#isUnreachable = true;
    this.#report(false);
    const { queueName, functionName } = this.#options.settings;
    this.#options.log(`${queueName} → ${functionName}: ${String(error)}; trying again each second`);
  }
}
