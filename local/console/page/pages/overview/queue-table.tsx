import type { QueueStatus } from '../../../../../client/status/read-queues.ts';
import type { Status } from '../../../../../client/status/read-status.ts';
import { formatSeconds } from '../../../../../client/terminal/format.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import { secondText, zoned } from '../../parts/time-text.ts';
import { WideTable } from '../../parts/wide-table.tsx';

export function QueueTable({ status: { queues, resting = [] } }: { readonly status: Status }) {
  return (
    <section class="panel">
      <h2>Queues</h2>
      <WideTable label="Queues">
        <ColumnHeads of={['Queue', 'Visible', 'In flight', 'Delayed', 'Oldest']} />
        <tbody>
          {queues.map((queue) => (
            <Queue key={queue.name} queue={queue} />
          ))}
        </tbody>
      </WideTable>
      {resting.map(({ destination, restsUntil }) => (
        <p key={destination}>
          ‖ <strong>{destination}</strong> rests until {zoned(secondText(restsUntil))}: what is for
          it waits.
        </p>
      ))}
    </section>
  );
}

function Queue({ queue }: { readonly queue: QueueStatus }) {
  const { name, role, visible, inFlight, delayed, oldestAgeSeconds, oldestDelayedSeconds } = queue;
  const ages = [oldestAgeSeconds, oldestDelayedSeconds].filter((age) => age !== undefined);
  return (
    <tr>
      <th scope="row">{role === 'dead-letters' ? <a href="/dead-letters">{name}</a> : name}</th>
      <td>{visible.toLocaleString('en-US')}</td>
      <td>{inFlight.toLocaleString('en-US')}</td>
      <td>{delayed.toLocaleString('en-US')}</td>
      <td>{ages.length === 0 ? '–' : formatSeconds(Math.max(...ages))}</td>
    </tr>
  );
}
