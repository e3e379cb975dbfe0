/** A user's own files, as they replace those of the checkout, and where a webhook of each source has to arrive. */
export interface Edit {
  readonly title: string;
  /** A file of `edits/`. Absent: `spillway.config.ts` stays as it is. */
  readonly config?: string;
  /** A file of `edits/`. Absent: `infra/settings.ts` stays as it is. */
  readonly settings?: string;
  /** The stages that GitHub Actions deploys and compares, where they are no longer `dev` and `prod`. */
  readonly stages?: readonly [string, string];
  /** Of `npm start`. */
  readonly options?: readonly string[];
  /** Source → destinations. */
  readonly arrives: Readonly<Record<string, readonly string[]>>;
  /** What `npm start` says as well. */
  readonly says?: string;
  /** Whether all of `npm run check` runs there, every stage is synthesized, and more of the product's tests run. */
  readonly isThorough?: boolean;
}

const thirty = Array.from({ length: 30 }, (_, index) => `team-${index + 1}`);

export const edits: readonly Edit[] = [
  {
    title: 'other sources',
    config: 'other-sources.config.ts',
    arrives: { shop: ['erp'], team: ['erp'], calls: ['erp'], github: ['erp'] },
  },
  {
    title: 'no GitHub',
    config: 'no-github.config.ts',
    arrives: { payments: ['ledger'] },
  },
  {
    title: '30 destinations',
    config: 'thirty-destinations.config.ts',
    arrives: { gitlab: thirty },
  },
  {
    // Both files at once: all of the product's own tests and checks depend on neither.
    title: 'no GitHub, and other stages than dev and prod',
    isThorough: true,
    config: 'no-github.config.ts',
    settings: 'more-stages.settings.ts',
    stages: ['staging', 'live'],
    options: ['-c', 'stage=staging'],
    arrives: { payments: ['ledger'] },
  },
  {
    title: 'events of own services',
    config: 'events.config.ts',
    arrives: { linear: ['app'], events: ['books'] },
  },
  {
    title: 'a sender of one’s own',
    config: 'custom-sender.config.ts',
    arrives: { printer: ['desk'] },
  },
  {
    title: 'transforms',
    config: 'transform.config.ts',
    arrives: { github: ['tracker'], forms: ['tracker'] },
    says: 'answered form_response',
  },
  {
    title: 'a handler',
    config: 'handler.config.ts',
    arrives: { github: ['app'] },
    says: 'handled ',
  },
  {
    title: 'a source with an archive',
    config: 'archive.config.ts',
    arrives: { alerts: ['app'], errors: ['app'] },
  },
  {
    title: 'destinations of other kinds',
    config: 'other-destinations.config.ts',
    arrives: { zoom: ['team', 'players', 'mail', 'bus', 'queue'] },
  },
];
