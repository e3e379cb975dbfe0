import type { SQSClient } from '@aws-sdk/client-sqs';
import { MalformedEnvelopeError, parseEnvelope } from '../../service/webhook/envelope.ts';
import { readDepth } from '../queues.ts';
import { type DeadLetter, giveBack, receiveDeadLetters } from './dead-letter.ts';

/** Dead letters of one kind. Nothing of their content is in here. */
export interface DeadLetterGroup {
  readonly source: string;
  readonly type: string;
  /** Present for messages that are no envelope: why. */
  readonly malformed?: string;
  readonly count: number;
  /** The lowest and highest number of receives, this look included. */
  readonly receives: readonly [number, number];
  /** When we took in the first and the last of them. ISO 8601. */
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface DeadLetterSummary {
  /** What SQS says is there; approximate. */
  readonly visible: number;
  /** How many were looked at. */
  readonly examined: number;
  /** When SQS drops the oldest of those. ISO 8601. */
  readonly firstExpiry?: string;
  /** The largest first. */
  readonly groups: readonly DeadLetterGroup[];
}

const maxHoldSeconds = 43_200; // SQS's own limit

interface SummaryOptions {
  readonly max: number;
  readonly onProgress?: (examined: number) => void;
  /** Ends the look early; what was seen is given back. */
  readonly signal?: AbortSignal;
}

/** What is kept of a letter: not its body. */
interface Seen {
  readonly receiptHandle: string;
  readonly sentAt: number;
  readonly group: DeadLetterGroup;
}

/**
 * Looks at dead letters without taking them: each is received once and given back at once. The receive count
 * rises by one; the dead-letter queue has no redrive policy that would mind.
 */
export async function summarizeDeadLetters(
  sqs: SQSClient,
  queueUrl: string,
  options: SummaryOptions,
): Promise<DeadLetterSummary> {
  const { visible, retentionSeconds } = await readDepth(sqs, queueUrl);
  const seen = new Map<string, Seen>();
  try {
    await look(sqs, queueUrl, options, seen);
  } finally {
    await giveBack(sqs, queueUrl, [...seen.values()]);
  }
  const oldest = [...seen.values()].reduce((time, { sentAt }) => Math.min(time, sentAt), Infinity);
  const firstExpiry = new Date(oldest + retentionSeconds * 1000);
  return {
    visible,
    examined: seen.size,
    ...(seen.size > 0 && retentionSeconds > 0 ? { firstExpiry: firstExpiry.toISOString() } : {}),
    groups: mergeGroups([...seen.values()].map(({ group }) => group)),
  };
}

async function look(
  sqs: SQSClient,
  queueUrl: string,
  { max, onProgress, signal }: SummaryOptions,
  seen: Map<string, Seen>,
): Promise<void> {
  // None may come into sight again during the look. What a killed look hides comes back after this time.
  const holdSeconds = Math.min(maxHoldSeconds, 30 + Math.ceil(max / 50));
  while (seen.size < max && !signal?.aborted) {
    const before = seen.size;
    const count = max - before;
    const wanted = { count, holdSeconds, waitSeconds: 1 };
    for (const letter of await receiveDeadLetters(sqs, queueUrl, wanted)) {
      const { messageId, receiptHandle, sentAt } = letter;
      seen.set(messageId, { receiptHandle, sentAt, group: toGroup(letter) });
    }
    if (seen.size === before) return;
    onProgress?.(seen.size);
  }
}

function mergeGroups(all: readonly DeadLetterGroup[]): readonly DeadLetterGroup[] {
  const groups = new Map<string, DeadLetterGroup>();
  for (const one of all) {
    const key = JSON.stringify([one.source, one.type, one.malformed]);
    const known = groups.get(key);
    groups.set(key, known ? merge(known, one) : one);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function toGroup({ body, receiveCount, sentAt }: DeadLetter): DeadLetterGroup {
  const shared = { count: 1, receives: [receiveCount, receiveCount] } as const;
  try {
    const { source, type, receivedAt } = parseEnvelope(body);
    const seen = new Date(receivedAt).toISOString();
    return { source, type, ...shared, firstSeen: seen, lastSeen: seen };
  } catch (error) {
    if (!(error instanceof MalformedEnvelopeError)) throw error;
    const seen = new Date(sentAt).toISOString();
    const unknown = { source: '?', type: '?', malformed: error.message };
    return { ...unknown, ...shared, firstSeen: seen, lastSeen: seen };
  }
}

function merge(a: DeadLetterGroup, b: DeadLetterGroup): DeadLetterGroup {
  const seen = [a.firstSeen, a.lastSeen, b.firstSeen, b.lastSeen].sort();
  return {
    ...a,
    count: a.count + b.count,
    receives: [Math.min(a.receives[0], b.receives[0]), Math.max(a.receives[1], b.receives[1])],
    firstSeen: seen[0] ?? a.firstSeen,
    lastSeen: seen.at(-1) ?? a.lastSeen,
  };
}
