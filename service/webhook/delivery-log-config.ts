/** Where a sender keeps what it sent and how that was answered: `docs/webhooks-that-never-came.md`. */
export type DeliveryLogConfig = GitHubLogConfig | StripeLogConfig;

/** The log of one webhook: of a repository, of an organization, or of a GitHub App. */
export type GitHubLogConfig = { readonly kind: 'github' } & (
  | { readonly repository: string; readonly hook: number }
  | { readonly organization: string; readonly hook: number }
  | { readonly app: number }
) &
  AtUrl;

export interface StripeLogConfig extends AtUrl {
  readonly kind: 'stripe';
  /** The webhook endpoint, `we_…`. Without it, no event is sent again: what is missing is only told. */
  readonly endpoint?: string;
}

interface AtUrl {
  /** Where the API is: for GitHub Enterprise Server `https://HOST/api/v3`. Default: the sender's own. */
  readonly url?: string;
}
