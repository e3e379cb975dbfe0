import type { Dashboard } from '../../../../client/dashboards/read-dashboard.ts';
import type { DashboardNames } from '../../server/endpoints/list-dashboards.ts';
import { LoadState } from '../parts/load-state.tsx';
import { decodePart } from '../state/decode-part.ts';
import { path, query } from '../state/location.ts';
import { useCall } from '../state/use-call.ts';
import { DashboardGrid } from './dashboards/dashboard-grid.tsx';
import { RangeBar } from './dashboards/range-bar.tsx';
import './dashboards.css';

/** The dashboards of the stage, as they were deployed. */
export function DashboardsPage() {
  const names = useCall<DashboardNames>('/api/dashboards');
  return (
    <>
      <h1>Dashboards</h1>
      <LoadState of={names}>
        {({ names: [first, ...others] }) =>
          first === undefined ? (
            <p>
              This stage has no dashboard: <code>cdk deploy</code> makes them.
            </p>
          ) : (
            <Chosen names={[first, ...others]} name={chosen() ?? first} />
          )
        }
      </LoadState>
    </>
  );
}

function chosen(): string | undefined {
  const [, , name] = path.value.split('/');
  return name ? decodePart(name) : undefined;
}

function Chosen({ names, name }: { readonly names: readonly string[]; readonly name: string }) {
  const dashboard = useCall<Dashboard>(`/api/dashboards/${encodeURIComponent(name)}`);
  return (
    <>
      <div class="row dashboard-bar">
        <nav aria-label="Dashboards">
          <ul class="row">
            {names.map((one) => (
              <li key={one}>
                <a
                  href={`/dashboards/${encodeURIComponent(one)}?${query.value}`}
                  aria-current={one === name ? 'page' : undefined}
                >
                  {one}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <RangeBar />
      </div>
      <LoadState of={dashboard}>
        {(value) => <DashboardGrid key={value.name} dashboard={value} />}
      </LoadState>
    </>
  );
}
