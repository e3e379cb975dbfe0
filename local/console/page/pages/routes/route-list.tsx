import { printable } from '../../../../../client/terminal/printable.ts';
import type { RoutedWebhook } from '../../../server/endpoints/explain-routes.ts';
import type { DrawnRoute } from '../../../server/endpoints/read-routes.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import '../../parts/card-table.css';

interface Props {
  readonly routes: readonly DrawnRoute[];
  readonly routed: RoutedWebhook | undefined;
}

/** The routes in their order; of a webhook, which take it and why the others don't. */
export function RouteList({ routes, routed }: Props) {
  return (
    <div class="panel card-table-box">
      <h2>Routes in their order</h2>
      <table class="card-table">
        <ColumnHeads of={['Route', 'Takes', 'Goes to', ...(routed ? ['This webhook'] : [])]} />
        <tbody>
          {routes.map((route, index) => (
            <tr key={route.name}>
              <th scope="row" class="isolated">
                <strong>{printable(route.name)}</strong>
              </th>
              <td class="isolated" data-label="Takes">
                {printable(takesText(route))}
              </td>
              <td class="isolated" data-label="Goes to">
                {printable(goesText(route))}
              </td>
              {routed && (
                <td class="isolated">
                  <Verdict routed={routed} index={index} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Verdict({ routed, index }: { readonly routed: RoutedWebhook; readonly index: number }) {
  const route = routed.routes[index];
  if (route === undefined) return <>–</>;
  if (route.why === undefined) return <span class="of-processed">✓ takes it</span>;
  return <span class="of-filtered">⊘ {printable(route.why)}</span>;
}

function takesText({ sources, conditions }: DrawnRoute): string {
  const from = sources === undefined ? 'all sources' : `source ${sources.join(', ')}`;
  return [from, ...conditions].join('; ');
}

function goesText({ to, hasHandler, hasTransform }: DrawnRoute): string {
  const places = [...to, ...(hasHandler ? ['its own handler'] : [])].join(', ') || 'nowhere';
  return hasTransform ? `${places}, transformed` : places;
}
