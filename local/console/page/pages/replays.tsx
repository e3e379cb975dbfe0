import { useState } from 'preact/hooks';
import { printable } from '../../../../client/terminal/printable.ts';
import type { ReplayRun } from '../../server/replays/replay-run.ts';
import { CallFailed } from '../parts/call-failed.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { momentText, zoned } from '../parts/time-text.ts';
import { call } from '../state/call.ts';
import { path } from '../state/location.ts';
import { session } from '../state/session.ts';
import { useCall } from '../state/use-call.ts';
import './dead-letters.css';

const everyMs = 1_000;

/** A run that replays webhooks. It goes on whether somebody watches or not. */
export function ReplaysPage() {
  const id = path.value.split('/')[2] ?? '';
  const run = useCall<ReplayRun>(`/api/replays/${encodeURIComponent(id)}`, everyMs);
  return (
    <>
      <p>
        <a href="/events">Events</a>
      </p>
      <h1>Replay</h1>
      <LoadState of={run}>{(known) => <Run run={known} onChange={run.again} />}</LoadState>
    </>
  );
}

interface RunProps {
  readonly run: ReplayRun;
  readonly onChange: () => void;
}

function Run({ run, onChange }: RunProps) {
  const { id, startedAt, toDo, sent, notSent, ratePerSecond, reasons, error } = run;
  return (
    <>
      <section class="panel" aria-label="How far it is">
        <p class="run-state" role="status">
          {stateText(run)}
        </p>
        <progress
          class="run-progress"
          aria-label="Webhooks dealt with"
          max={Math.max(toDo, 1)}
          value={sent + notSent}
        />
        <p>
          <strong>{sent.toLocaleString('en-US')}</strong> of {toDo.toLocaleString('en-US')} webhooks
          replayed
          {notSent > 0 && `; ${notSent.toLocaleString('en-US')} could not be`}
        </p>
        <p class="quiet isolated">
          Run <span class="mono">{id}</span>, begun {zoned(momentText(startedAt))}, at most{' '}
          {ratePerSecond} a second. What became of each, its row in Events tells.
        </p>
        {error && (
          <p class="of-alarm isolated lines">
            ✕ {error.message}
            {error.remedy && `\n${error.remedy}`}
          </p>
        )}
        {session.value?.mayWrite && <Change run={run} onDone={onChange} />}
      </section>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </>
  );
}

const endings = {
  end: '✓ It has ended',
  cancelled: '‖ It was cancelled',
  'too many failed': '▲ It ended: too many could not be replayed',
} as const satisfies Record<NonNullable<ReplayRun['stopped']>, string>;

function stateText({ state, stopped }: ReplayRun): string {
  if (state === 'failed') return '✕ It failed';
  if (state === 'cancelling') return '◐ It ends before the next webhook';
  return stopped === undefined ? '◐ It is under way' : endings[stopped];
}

/** What can be done with it. */
function Change({ run, onDone }: { readonly run: ReplayRun; readonly onDone: () => void }) {
  const { id, state, sent, notSent, toDo } = run;
  const [failed, fail] = useState<Error>();
  const post = (what: string) => () => {
    fail(undefined);
    call(`/api/replays/${encodeURIComponent(id)}/${what}`, { method: 'POST' }).then(onDone, fail);
  };
  const isEarly = run.endedAt !== undefined && sent + notSent < toDo;
  return (
    <>
      {run.endedAt === undefined && (
        <>
          <p class="quiet">A closed page does not end it. What is cancelled can be gone on with.</p>
          <button
            type="button"
            class="danger"
            disabled={state === 'cancelling'}
            onClick={post('cancel')}
          >
            Cancel the run
          </button>
        </>
      )}
      {isEarly && (
        <button type="button" onClick={post('rest')}>
          Go on with the other {toDo - sent - notSent}
        </button>
      )}
      {failed && <CallFailed error={failed} />}
    </>
  );
}

function Reasons({ reasons }: Pick<ReplayRun, 'reasons'>) {
  return (
    <section class="panel">
      <h2>Not replayed</h2>
      <ul class="plain">
        {reasons.map(({ deliveryId, why }) => (
          <li key={deliveryId} class="isolated">
            <span class="mono">{printable(deliveryId)}</span>: {printable(why)}
          </li>
        ))}
      </ul>
    </section>
  );
}
