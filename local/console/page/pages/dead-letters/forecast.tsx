import type { RedriveDryRun } from '../../../../../client/dead-letters/foresee-redrive.ts';
import { foreseenTexts } from '../../../../../client/dead-letters/redrive-texts.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { useCall } from '../../state/use-call.ts';
import { type PageFilter, queryOf } from './letter-query.ts';

const signs = {
  delivered: ['✓', 'processed'],
  duplicate: ['⧉', 'duplicate'],
  filtered: ['⊘', 'filtered'],
  unreadable: ['✕', 'alarm'],
  'body-lost': ['✕', 'alarm'],
  'transform-fails': ['✕', 'alarm'],
} as const satisfies Record<keyof typeof foreseenTexts, readonly [string, string]>;

/** What would become of letters with the code of today; none is moved. */
export function Forecast({ filter }: { readonly filter: PageFilter }) {
  const run = useCall<RedriveDryRun>(`/api/letters/forecast${queryOf(filter)}`);
  return (
    <section class="panel" aria-label="What would become of them">
      <h2>What would become of them</h2>
      <LoadState of={run}>
        {({ groups, examined }) => (
          <>
            <p>
              Nothing was moved. {examined.toLocaleString('en-US')} dead letters were looked at;
              transforms were run with the code of this checkout, destinations were not called.
            </p>
            <ul class="plain">
              {groups.flatMap((group) =>
                group.would.map((outcome) => {
                  const [sign, colour] = signs[outcome.kind];
                  const text = printable(foreseenTexts[outcome.kind](outcome));
                  return (
                    <li key={`${group.fingerprint} ${group.source} ${text}`} class="isolated">
                      <span class={`of-${colour}`} aria-hidden="true">
                        {sign}
                      </span>{' '}
                      <span class="mono">{group.fingerprint}</span> {outcome.count} {text}
                    </li>
                  );
                }),
              )}
            </ul>
          </>
        )}
      </LoadState>
    </section>
  );
}
