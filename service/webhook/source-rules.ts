import { allowedMethods } from './allowed-methods.ts';
import type { SourceConfig } from './configuration.ts';
import { replayWindowSeconds, unguardedWindows } from './replay-window.ts';
import { senderOf } from './sender-of.ts';
import { hasUnsignedId } from './signed-id.ts';

/** What synthesis has to know about a source besides the shape of its configuration. */
export interface SourceRules {
  /** The methods that its URL answers. */
  readonly methods: readonly string[];
  /** Whether `duplicates: 'content'` would change anything. */
  readonly hasUnsignedId: boolean;
  /** Whether a captured request is accepted for long, under any number of ids. */
  readonly hasUnguardedWindow: boolean;
  /**
   * For how long one signed request is accepted. 0: no timestamp is signed, so it is accepted for ever unless its
   * delivery is remembered.
   */
  readonly replayWindowSeconds: number;
}

export function sourceRules(source: SourceConfig): SourceRules {
  const sender = senderOf(source);
  return {
    methods: allowedMethods(sender),
    hasUnsignedId: hasUnsignedId(sender),
    hasUnguardedWindow: unguardedWindows(sender).length > 0,
    replayWindowSeconds: replayWindowSeconds(sender),
  };
}
