import { useState } from 'preact/hooks';
import { printable } from '../../../../client/terminal/printable.ts';
import type { LetterJob } from '../../server/jobs/letter-job.ts';
import { CallFailed } from '../parts/call-failed.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { momentText, zoned } from '../parts/time-text.ts';
import { call } from '../state/call.ts';
import { decodePart } from '../state/decode-part.ts';
import { path } from '../state/location.ts';
import { session } from '../state/session.ts';
import { useCall } from '../state/use-call.ts';
import { JobEnding } from './redrives/job-ending.tsx';
import { jobTitle } from './redrives/job-texts.ts';
import './dead-letters.css';

const watchMs = 500;
const restMs = 3_000;

/** A run that sends dead letters through again, or discards them. It goes on whether somebody watches or not. */
export function RedrivesPage() {
  const id = decodePart(path.value.split('/')[2] ?? '');
  const [everyMs, look] = useState(watchMs);
  const job = useCall<LetterJob>(`/api/letter-jobs/${encodeURIComponent(id)}`, everyMs);
  // One that has ended may be gone on with.
  const wantedMs = job.value?.endedAt === undefined ? watchMs : restMs;
  if (wantedMs !== everyMs) look(wantedMs);
  return (
    <>
      <p>
        <a href="/dead-letters">Dead letters</a>
      </p>
      <LoadState of={job}>{(known) => <Run job={known} onChange={job.again} />}</LoadState>
    </>
  );
}

interface RunProps {
  readonly job: LetterJob;
  readonly onChange: () => void;
}

const stateTexts = {
  running: '◐ It is under way',
  cancelling: '◐ It ends after the batch at hand',
  ended: 'It has ended',
  failed: '✕ It failed',
} as const satisfies Record<LetterJob['state'], string>;

function Run({ job, onChange }: RunProps) {
  const { id, state, startedAt, done, toDo, says, samplePassed, wish } = job;
  return (
    <>
      <h1 class="isolated">{printable(jobTitle(job))}</h1>
      <section class="panel" aria-label="How far it is">
        <p class="run-state" role="status">
          {stateTexts[state]}
        </p>
        <progress
          class="run-progress"
          aria-label="Letters dealt with"
          max={Math.max(toDo ?? 1, 1)}
          value={job.endedAt === undefined && toDo === undefined ? 0 : done}
        />
        <p>
          <strong>{done.toLocaleString('en-US')}</strong>
          {toDo !== undefined && ` of ${toDo.toLocaleString('en-US')}`} letters
          {says !== undefined && says !== '' && `; ${says}`}
        </p>
        {samplePassed !== undefined && (
          <p class="of-processed">✓ The sample passed: of {samplePassed}, none came back.</p>
        )}
        <p class="quiet isolated">
          Run <span class="mono">{id}</span>, begun {zoned(momentText(startedAt))}
          {wish.kind === 'discard' && `: ${printable(wish.why)}`}
        </p>
        {job.endedAt === undefined && <Cancel job={job} onDone={onChange} />}
      </section>
      {job.endedAt !== undefined && <JobEnding job={job} onChange={onChange} />}
    </>
  );
}

function Cancel({
  job: { id, state },
  onDone,
}: {
  readonly job: LetterJob;
  readonly onDone: () => void;
}) {
  const [failed, fail] = useState<Error>();
  if (!session.value?.mayWrite) return null;
  const cancel = () => {
    call(`/api/letter-jobs/${encodeURIComponent(id)}/cancel`, { method: 'POST' }).then(
      onDone,
      fail,
    );
  };
  return (
    <>
      <p class="quiet">A closed page does not end it. What is cancelled can be gone on with.</p>
      <button type="button" class="danger" disabled={state === 'cancelling'} onClick={cancel}>
        Cancel the run
      </button>
      <CallFailed error={failed} />
    </>
  );
}
