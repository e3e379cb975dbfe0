import type { LogLine } from '../observer.ts';

export interface LogEvent {
  /** The order in which events came, beginning at 1. */
  readonly number: number;
  readonly logStream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** What the template says of a log group. */
export interface LogGroupDefinition {
  readonly name: string;
  readonly arn: string;
  readonly retentionInDays?: number;
  readonly metricFilterCount: number;
  /** Those that PutLogEvents may write to. */
  readonly streams?: readonly string[];
}

/** What a group holds at most. The oldest events go first, long before their retention is over. */
export const mostCharacters = 16 * 1024 * 1024;
/** What an event takes besides its message, roughly; AWS too counts 26 bytes. */
const eventOverhead = 26;

/** One log group in bounded memory. */
export class LogGroup {
  definition: LogGroupDefinition;
  readonly createdAt: number;
  #events: (LogEvent | undefined)[] = [];
  /** Events before this index are gone. Their places are empty, and are given back from time to time. */
  #first = 0;
  #size = 0;
  #last = 0;

  constructor(definition: LogGroupDefinition, createdAt: number) {
    this.definition = definition;
    this.createdAt = createdAt;
  }

  /** As AWS counts stored bytes, but in characters. */
  get size(): number {
    return this.#size;
  }

  add({ logStream, timestamp, message }: LogLine): void {
    this.#last += 1;
    this.#events.push({ number: this.#last, logStream, timestamp, message });
    this.#size += sizeOf(message);
    while (this.#size > mostCharacters) this.#dropFirst();
  }

  /** The events after (or, backwards, before) a number, the next one first. */
  *eventsFrom(number: number, isBackwards: boolean): Generator<LogEvent> {
    const offset = this.#events[this.#first]?.number ?? 0;
    const next = number - offset + this.#first + (isBackwards ? -1 : 1);
    if (isBackwards) {
      for (let index = Math.min(next, this.#events.length - 1); index >= this.#first; index--)
        yield this.#events[index] as LogEvent;
    } else {
      for (let index = Math.max(next, this.#first); index < this.#events.length; index++)
        yield this.#events[index] as LogEvent;
    }
  }

  #dropFirst(): void {
    this.#size -= sizeOf(this.#events[this.#first]?.message ?? '');
    this.#events[this.#first] = undefined;
    this.#first += 1;
    if (this.#first < 1000 || this.#first * 2 < this.#events.length) return;
    this.#events = this.#events.slice(this.#first);
    this.#first = 0;
  }
}

function sizeOf(message: string): number {
  return message.length + eventOverhead;
}
