import type { LetterJob } from '../../../server/jobs/letter-job.ts';
import { momentText, zoned } from '../../parts/time-text.ts';
import { useCall } from '../../state/use-call.ts';
import { jobTitle } from '../redrives/job-texts.ts';

/** What this console does and did with dead letters. */
export function Runs() {
  const { value: jobs = [] } = useCall<readonly LetterJob[]>('/api/letter-jobs', 2_000);
  if (jobs.length === 0) return null;
  return (
    <section class="panel">
      <h2>Runs of this console</h2>
      <ul class="plain">
        {jobs.map((job) => (
          <li key={job.id}>
            <span class="mono">{zoned(momentText(job.startedAt))}</span>{' '}
            <a href={`/redrives/${job.id}`}>{jobTitle(job)}</a>{' '}
            <span class="quiet">
              {job.state}, {job.done.toLocaleString('en-US')} done
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
