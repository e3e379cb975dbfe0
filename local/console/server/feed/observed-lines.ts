import type { Observer } from '../../../aws/observer.ts';
import type { LineSource } from './create-feed.ts';

/** The embedded stack's lines as they are written, with those before them from its log groups. */
export interface ObservedLines extends LineSource {
  readonly log: Observer['log'];
}

/** @param before reads the lines that were written before somebody looked */
export function createObservedLines(stage: string, before: LineSource['read']): ObservedLines {
  const groups = ['ingestion', 'processing'].map((name) => `/aws/lambda/spillway-${stage}-${name}`);
  const listeners = new Set<Parameters<LineSource['follow']>[0]>();
  return {
    log({ logGroup, message, timestamp }) {
      if (listeners.size === 0 || !groups.includes(logGroup)) return;
      for (const listener of listeners) listener({ at: timestamp, line: message });
    },
    read: before,
    follow(onLine) {
      listeners.add(onLine);
      return () => listeners.delete(onLine);
    },
  };
}
