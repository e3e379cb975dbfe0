/** What came of an edit. */
export type Reload =
  /** The edit was seen, and a synthesis is under way. */
  | { readonly kind: 'began' }
  | {
      readonly kind: 'reloaded';
      readonly seconds: number;
      /** What changed, in words; empty where nothing that is deployed did. */
      readonly changes: readonly string[];
      /** Their names. */
      readonly newSources: readonly string[];
    }
  /** The stack goes on as it was: what was written is wrong, or takes another start. */
  | { readonly kind: 'refused' | 'needs-restart'; readonly why: string }
  /** The stack may be half of what it was and half of what it is to be. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Edits are not seen from now on. */
  | { readonly kind: 'not-watching'; readonly why: string };
