import type { Status } from '../../../../client/status/read-status.ts';
import { LoadState } from '../parts/load-state.tsx';
import { useCall } from '../state/use-call.ts';

export function OverviewPage() {
  const status = useCall<Status>('/api/overview', 5_000);
  return (
    <>
      <h1>Overview</h1>
      <LoadState of={status}>
        {({ queues, alarms }) => (
          <section class="panel">
            <h2>Queues</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">Queue</th>
                  <th scope="col">Visible</th>
                </tr>
              </thead>
              <tbody>
                {queues.map(({ name, visible }) => (
                  <tr key={name}>
                    <td>{name}</td>
                    <td>{visible}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p>{alarms.length} alarms</p>
          </section>
        )}
      </LoadState>
    </>
  );
}
