import { useState } from 'preact/hooks';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { LetterJob } from '../../../server/jobs/letter-job.ts';
import { CallFailed } from '../../parts/call-failed.tsx';
import { session } from '../../state/session.ts';
import { startJob } from '../dead-letters/start-job.ts';
import { endingOf } from './job-texts.ts';

interface Props {
  readonly job: LetterJob;
  /** After it was begun again. */
  readonly onChange: () => void;
}

/** What came of it, and what to do next. */
export function JobEnding({ job, onChange }: Props) {
  const { outcome, error } = job;
  const ending = outcome && endingOf(outcome);
  return (
    <section class="panel" aria-label="Result">
      <h2>Result</h2>
      {error && (
        <p class="of-alarm isolated lines">
          ✕ {printable(error.message)}
          {error.remedy && `\n${printable(error.remedy)}`}
        </p>
      )}
      {ending && (
        <>
          <p class={ending.isGood ? 'of-processed' : 'of-warning'}>
            <strong>
              {ending.isGood ? '✓' : '▲'} {ending.text}
            </strong>
          </p>
          {ending.more.map((text) => (
            <p key={text} class="isolated">
              {printable(text)}
            </p>
          ))}
        </>
      )}
      <Next {...{ job, onChange }} />
    </section>
  );
}

function Next({ job, onChange }: Props) {
  const { wish, goOn } = job;
  return (
    <>
      <h2>What next</h2>
      <ul>
        {wish.kind === 'redrive' && (
          <>
            <li>
              What became of them: <a href="/events">Events</a>
            </li>
            <li>
              Whether some came back: <a href="/dead-letters">Dead letters</a>. What fails again may
              take its attempts first.
            </li>
          </>
        )}
        <li>
          Whether all is accounted for: <a href="/">the sum on the overview</a>
        </li>
        {goOn !== undefined && (
          <li>
            <GoOn {...{ job, onChange }} />
          </li>
        )}
      </ul>
    </>
  );
}

function GoOn({ job: { id, wish, done, goOn = '' }, onChange }: Props) {
  const [failed, fail] = useState<Error>();
  const again = () => {
    const left = wish.limit === undefined ? {} : { limit: Math.max(1, wish.limit - done) };
    const order = { ...wish, ...left, ...(wish.kind === 'redrive' && { resume: id }) };
    startJob(order).then(onChange, fail);
  };
  return (
    <>
      It ended early. Mend what made it, then{' '}
      {session.value?.mayWrite && (
        <button type="button" onClick={again}>
          {wish.kind === 'redrive' ? 'Go on, and leave alone what came back' : 'Go on'}
        </button>
      )}{' '}
      or from a terminal: <code class="isolated">{goOn}</code>
      <CallFailed error={failed} />
    </>
  );
}
