import type { Logger } from '@aws-lambda-powertools/logger';
import type { OpenLine } from '../telemetry/line.ts';
import type { ReconciledSource } from '../webhook/reconciled-sources.ts';
import type { readReconciliationEnvironment } from './environment.ts';
import type { Health } from './judge-health.ts';
import type { OursPorts } from './ours.ts';
import type { ReconcilePorts } from './ports.ts';
import type { StatePorts } from './state.ts';

export interface ReconciliationPorts
  extends Pick<OursPorts, 'findDeliveries' | 'readAccepted'>,
    Pick<ReconcilePorts, 'sleep'> {
  readonly env: ReturnType<typeof readReconciliationEnvironment>;
  readonly sources: Readonly<Record<string, ReconciledSource>>;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly openLine: OpenLine;
  /** @returns `undefined` while nobody has stored one */
  readonly readToken: (source: string) => Promise<string | undefined>;
  readonly openState: (source: string) => StatePorts;
  readonly readHealth: (range: {
    readonly from: number;
    readonly to: number;
    readonly periodSeconds: number;
  }) => Promise<Health>;
  /** The real time, in milliseconds since 1970: tokens are signed with it. */
  readonly trueTime: () => number;
}
