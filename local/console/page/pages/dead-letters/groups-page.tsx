import { classTitles } from '../../../../../client/dead-letters/class-titles.ts';
import { letterClasses } from '../../../../../client/dead-letters/letter-classes.ts';
import type { DeadLetterSummary } from '../../../../../client/dead-letters/summarize.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { dateText, zoned } from '../../parts/time-text.ts';
import { query, setQuery } from '../../state/location.ts';
import { session } from '../../state/session.ts';
import { useCall } from '../../state/use-call.ts';
import { GroupTable } from './group-table.tsx';
import { LetterActions } from './letter-actions.tsx';
import { LetterFilters } from './letter-filters.tsx';
import { filterOf, isFiltered, type PageFilter, queryOf } from './letter-query.ts';
import { Runs } from './runs.tsx';

/** What kinds of dead letters there are. */
export function GroupsPage() {
  const filter = filterOf(query.value);
  const summary = useCall<DeadLetterSummary>(`/api/dead-letters${queryOf(filter)}`);
  return (
    <>
      <h1>Dead letters</h1>
      <LetterFilters filter={filter} onLook={summary.again} />
      <LoadState of={summary}>{(known) => <Groups summary={known} filter={filter} />}</LoadState>
      <Runs />
    </>
  );
}

interface GroupsProps {
  readonly summary: DeadLetterSummary;
  readonly filter: PageFilter;
}

function Groups({ summary, filter }: GroupsProps) {
  const { groups, matching } = summary;
  return (
    <>
      <Looked summary={summary} filter={filter} />
      {matching > 0 && <LetterActions look={summary} filter={filter} />}
      {letterClasses.map((kind) => {
        const some = groups.filter((group) => group.class === kind);
        if (some.length === 0) return null;
        return (
          <section key={kind} class="panel" aria-label={classTitles[kind]}>
            <h2>{classTitles[kind]}</h2>
            <GroupTable groups={some} />
          </section>
        );
      })}
    </>
  );
}

function Looked({ summary, filter }: GroupsProps) {
  const { visible, examined, matching, firstExpiry } = summary;
  if (examined === 0) return <None visible={visible} />;
  if (matching === 0) {
    const clear = Object.fromEntries(Object.keys(filter).map((name) => [name, undefined]));
    return (
      <p role="status">
        0 of {examined.toLocaleString('en-US')} dead letters match.{' '}
        <button type="button" onClick={() => setQuery(clear)}>
          Clear filters
        </button>
      </p>
    );
  }
  const part = examined < visible ? ` (of about ${visible.toLocaleString('en-US')} there are)` : '';
  return (
    <div role="status">
      <p class="letter-count">
        {isFiltered(filter) && `${matching.toLocaleString('en-US')} of `}
        {examined.toLocaleString('en-US')} dead letters{part}
      </p>
      {firstExpiry !== undefined && (
        <p class="quiet">SQS drops the first of them at {zoned(dateText(firstExpiry))}.</p>
      )}
    </div>
  );
}

function None({ visible }: { readonly visible: number }) {
  if (visible > 0) {
    return (
      <p role="status">
        SQS counts {visible} dead letters, but shows none: somebody else holds them. Look again in a
        minute.
      </p>
    );
  }
  return (
    <div class="panel" role="status">
      <p>There are no dead letters.</p>
      {session.value?.isEmbedded && (
        <p>
          To see some: <code>npx spillway fault destination-down --status 400</code>, then send a
          webhook.
        </p>
      )}
    </div>
  );
}
