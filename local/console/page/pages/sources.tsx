import { printable } from '../../../../client/terminal/printable.ts';
import type { Secrets } from '../../server/endpoints/list-secrets.ts';
import { LoadState } from '../parts/load-state.tsx';
import { decodePart } from '../state/decode-part.ts';
import { howOften } from '../state/how-often.ts';
import { path } from '../state/location.ts';
import { useCall } from '../state/use-call.ts';
import { SecretTable } from './sources/secret-table.tsx';
import { SourcePage } from './sources/source-page.tsx';
import './sources.css';

/** The keys of sources and destinations: how old they are, and which are still in use. */
export function SourcesPage() {
  const name = decodePart(path.value.split('/')[2] ?? '');
  const secrets = useCall<Secrets>('/api/secrets', howOften({ embedded: 30_000, onAws: 300_000 }));
  if (name !== '') {
    return (
      <>
        <p>
          <a href="/sources">All sources</a>
        </p>
        <h1 class="isolated">{printable(name)}</h1>
        <LoadState of={secrets}>
          {({ sources }) => <SourcePage name={name} sources={sources} onChange={secrets.again} />}
        </LoadState>
      </>
    );
  }
  return (
    <>
      <h1>Sources</h1>
      <LoadState of={secrets}>
        {({ sources, destinations, deliveryLogs }) => (
          <>
            <SecretTable title="Sources" secrets={sources} isLinked />
            <SecretTable title="Destinations" secrets={destinations} />
            <SecretTable title="Delivery logs" secrets={deliveryLogs} />
          </>
        )}
      </LoadState>
    </>
  );
}
