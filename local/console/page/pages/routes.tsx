import { printable } from '../../../../client/terminal/printable.ts';
import type { RoutedWebhook } from '../../server/endpoints/explain-routes.ts';
import type { RoutePicture as Picture } from '../../server/endpoints/read-routes.ts';
import { LoadState } from '../parts/load-state.tsx';
import { query } from '../state/location.ts';
import { currentRows, version } from '../state/rows.ts';
import { type Loaded, useCall } from '../state/use-call.ts';
import { RouteList } from './routes/route-list.tsx';
import { RoutePicture } from './routes/route-picture.tsx';
import { RouteQuestion } from './routes/route-question.tsx';
import './routes.css';

/** Which webhooks go where, by the configuration of this checkout. */
export function RoutesPage() {
  const picture = useCall<Picture>('/api/routes');
  const asked = askedQuery();
  return (
    <>
      <h1>Routes</h1>
      <LoadState of={picture}>
        {(known) => (
          <>
            <RouteQuestion key={query.value.get('id')} sources={known.sources} />
            {asked === undefined ? (
              <Drawn picture={known} routed={undefined} />
            ) : (
              <Asked picture={known} asked={asked} />
            )}
          </>
        )}
      </LoadState>
    </>
  );
}

/** What the address asks, by the request's own key where its delivery id is known. */
function askedQuery(): string | undefined {
  const names = ['id', 'source', 'type', 'body'];
  const given = names.flatMap((name) => {
    const value = query.value.get(name);
    return value === null || value === '' ? [] : [[name, value]];
  });
  if (given.length === 0) return undefined;
  return new URLSearchParams(given).toString();
}

function Asked({ picture, asked }: { readonly picture: Picture; readonly asked: string }) {
  version.value;
  const params = new URLSearchParams(asked);
  const id = params.get('id');
  const row = id === null ? undefined : currentRows().findLast((one) => one.deliveryId === id);
  if (row !== undefined) params.set('id', row.key);
  const routed = useCall<RoutedWebhook>(`/api/routes/explanation?${params}`);
  return (
    <>
      <Answer routed={routed} />
      <Drawn picture={picture} routed={routed.value} />
    </>
  );
}

function Answer({ routed }: { readonly routed: Loaded<RoutedWebhook> }) {
  return (
    <LoadState of={routed}>
      {({ source, type, routes, deliveryId }) => {
        const taking = routes.filter(({ why }) => why === undefined).map(({ name }) => name);
        return (
          <p role="status" class="isolated">
            {deliveryId === undefined ? 'A webhook' : `The webhook ${printable(deliveryId)}`} of{' '}
            {printable(source)}, type {printable(type)}:{' '}
            {taking.length === 0 ? (
              <strong class="of-filtered">⊘ no route takes it; it is filtered</strong>
            ) : (
              <strong class="of-processed">✓ taken by {printable(taking.join(', '))}</strong>
            )}
          </p>
        );
      }}
    </LoadState>
  );
}

interface DrawnProps {
  readonly picture: Picture;
  readonly routed: RoutedWebhook | undefined;
}

function Drawn({ picture, routed }: DrawnProps) {
  const taken = routed && new Map(routed.routes.map(({ name, why }) => [name, why === undefined]));
  return (
    <>
      <div class="panel route-drawn">
        <RoutePicture picture={picture} taken={taken} />
      </div>
      <RouteList routes={picture.routes} routed={routed} />
    </>
  );
}
