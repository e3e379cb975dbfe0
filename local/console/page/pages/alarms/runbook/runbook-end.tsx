import { useState } from 'preact/hooks';
import type { RunbookEnd as End } from '../../../../server/endpoints/check-end.ts';
import { CallFailed } from '../../../parts/call-failed.tsx';
import { durationText } from '../../../parts/since-text.ts';
import { call } from '../../../state/call.ts';
import { BlockResult } from './block-result.tsx';
import { learn, type PageValues } from './page-values.ts';

interface Props {
  readonly alarm: string;
  readonly values: PageValues;
}

/** The end of a page: whether the alarm is over, and what is looked at first is calm again. */
export function RunbookEnd({ alarm, values }: Props) {
  const [end, setEnd] = useState<End>();
  const [error, fail] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    fail(undefined);
    try {
      const found = await call<End>(`/api/runbooks/${encodeURIComponent(alarm)}/end`);
      for (const look of found.looks) learn(values, look);
      setEnd(found);
    } catch (failed) {
      fail(failed as Error);
    }
    setBusy(false);
  };
  return (
    <section aria-label="Is it over?">
      <h3>Is it over?</h3>
      <button type="button" disabled={isBusy} onClick={check}>
        {isBusy ? 'Looking …' : 'Ask the alarm, and look again'}
      </button>
      <div role="status">{end && <Verdict end={end} />}</div>
      {error && <CallFailed error={error} />}
      {end?.looks.map((look, step) => (
        <details key={step}>
          <summary>
            {look.commands.map(({ command }) => command).join('; ')}:{' '}
            {look.isCalm ? 'calm' : 'not calm'}
          </summary>
          <BlockResult ran={look} />
        </details>
      ))}
    </section>
  );
}

function Verdict({ end: { isOver, news, windowSeconds } }: { readonly end: End }) {
  return (
    <>
      <p class={isOver ? 'of-processed' : 'of-warning'}>
        {isOver ? '✓ It is over.' : '▲ It is not over.'} <span class="isolated">{news}</span>
      </p>
      {windowSeconds !== undefined && (
        <p class="quiet">
          It looks at the last {durationText(windowSeconds * 1000)}, and may be on for that long
          after its cause is gone.
        </p>
      )}
    </>
  );
}
