import type { AuditReport } from '../../../../client/audit/read-audit.ts';
import type { Status } from '../../../../client/status/read-status.ts';
import type { Audited, NotAudited } from '../../server/endpoints/read-books.ts';
import { LoadState } from '../parts/load-state.tsx';
import { minuteText, secondText, zoned } from '../parts/time-text.ts';
import { howOften } from '../state/how-often.ts';
import { connection } from '../state/rows.ts';
import { useCall } from '../state/use-call.ts';
import { ConservationSum } from './overview/conservation-sum.tsx';
import { FiringAlarms } from './overview/firing-alarms.tsx';
import { FunctionTable } from './overview/function-table.tsx';
import { LastFailures } from './overview/last-failures.tsx';
import { QueueTable } from './overview/queue-table.tsx';
import { verdictOf } from './overview/verdict.ts';
import './overview.css';

const signs = { well: '✓', wrong: '✕', unknown: '⊘' } as const;

/** How the stage is, and what is wrong first. */
export function OverviewPage() {
  const status = useCall<Status>('/api/overview', howOften({ embedded: 5_000, onAws: 30_000 }));
  const audit = useCall<Audited>('/api/audit', howOften({ embedded: 15_000, onAws: 60_000 }));
  const report = audit.value && 'report' in audit.value ? audit.value.report : undefined;
  return (
    <div class="overview">
      <h1>Overview</h1>
      <LoadState of={status}>
        {(known) => (
          <>
            <Sentence status={known} audit={report} isStale={status.error !== undefined} />
            <FiringAlarms alarms={known.alarms} />
          </>
        )}
      </LoadState>
      <section class="panel">
        <h2>What was accepted</h2>
        <LoadState of={audit}>
          {(known) =>
            'report' in known ? (
              <ConservationSum audit={known.report} />
            ) : (
              <NotYet audited={known} />
            )
          }
        </LoadState>
      </section>
      <section class="panel">
        <h2>Last failures</h2>
        <LastFailures />
      </section>
      {status.value && (
        <>
          <QueueTable status={status.value} />
          <FunctionTable functions={status.value.functions} />
          <NotKnown texts={status.value.notKnown} />
        </>
      )}
    </div>
  );
}

function NotYet({ audited: { why, remedy, next } }: { readonly audited: NotAudited }) {
  return (
    <p>
      {why} Its next run is at {zoned(minuteText(next))}. <span class="quiet">{remedy}</span>
    </p>
  );
}

interface SentenceProps {
  readonly status: Status;
  readonly audit: AuditReport | undefined;
  readonly isStale: boolean;
}

/** What was true some time ago is not shown as if it were now. */
function Sentence({ status, audit, isStale }: SentenceProps) {
  const { is, sentence } = verdictOf(status, audit);
  const isOld = isStale || connection.value.state === 'lost';
  return (
    <p class={`overview-verdict is-${isOld ? 'unknown' : is}`} role="status">
      <span aria-hidden="true">{signs[isOld ? 'unknown' : is]}</span>{' '}
      {isOld && `As of ${zoned(secondText(status.at))}: `}
      {sentence}
    </p>
  );
}

function NotKnown({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section class="panel">
      <h2>Not known</h2>
      {texts.map((text) => (
        <p key={text} class="lines">
          {text}
        </p>
      ))}
    </section>
  );
}
