import { useState } from 'preact/hooks';
import { CallFailed } from '../../parts/call-failed.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import type { Look, PageFilter } from './letter-query.ts';
import { startJob } from './start-job.ts';

interface Props {
  /** What is given up, in words. */
  readonly scope: string;
  readonly look: Pick<Look, 'matching'>;
  readonly filter: PageFilter;
  /** Of one letter. */
  readonly id?: string;
  readonly onClose: () => void;
}

/** Asks why they are given up. */
export function DiscardDialog({ scope, look, filter, id, onClose }: Props) {
  const [why, setWhy] = useState('');
  const [failed, fail] = useState<Error>();
  const start = (event: Event) => {
    event.preventDefault();
    const one = id === undefined ? {} : { id };
    startJob({ kind: 'discard', filter, why, expected: look.matching, ...one }).catch(fail);
  };
  return (
    <Dialog title={`Discard ${scope}`} onClose={onClose}>
      <form onSubmit={start}>
        <p>
          Each one is archived in the bucket of the stage, with your reason, and then deleted here.
          None of them is delivered.
        </p>
        <label class="letter-reason">
          Why they are given up
          <input
            required
            maxLength={500}
            value={why}
            placeholder="refunded by hand, ticket 4711"
            onInput={({ currentTarget }) => setWhy(currentTarget.value)}
          />
        </label>
        <CallFailed error={failed} />
        <div class="row dialog-buttons">
          <button type="button" onClick={onClose}>
            Keep them
          </button>
          <button type="submit" class="danger" disabled={why.trim() === ''}>
            Discard {scope}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
