import type { DeliveredRequest } from './kept-requests.ts';

/** An arrival at a destination other than over signed HTTP. */
export interface Message {
  readonly kind: 'slack' | 'discord' | 'email' | 'eventbridge' | 'sqs';
  readonly destination: string;
  /** Absent where what arrived doesn't tell it: a message to people. */
  readonly deliveryId?: string;
  /** Of a message to people its first line, else what it is: never the body. */
  readonly title: string;
  /** ISO 8601 */
  readonly arrivedAt: string;
  readonly bytes: number;
}

/** What a message brought, whole. */
export type MessageContent = Pick<DeliveredRequest, 'method' | 'url' | 'headers' | 'body'>;

const pageSize = 10_000;
const titleLimit = 120;

/** The arrivals, in order. Kept in memory as long as the stack runs. */
export class Messages {
  readonly #all: Message[] = [];

  add(message: Message): void {
    this.#all.push(message);
  }

  /** @param after how many to leave out from the beginning: the `next` of the page before */
  page(after: number): { readonly next: number; readonly messages: readonly Message[] } {
    const messages = this.#all.slice(after, after + pageSize);
    return { next: after + messages.length, messages };
  }

  get total(): number {
    return this.#all.length;
  }
}

/** The first line of a text, safe for a terminal. */
export function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? '';
  return line.replace(/\p{C}+/gu, ' ').slice(0, titleLimit);
}
