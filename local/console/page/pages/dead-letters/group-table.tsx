import type { DeadLetterGroup } from '../../../../../client/dead-letters/summarize.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import { momentText } from '../../parts/time-text.ts';
import { zoneName } from '../../state/time-zone.ts';
import '../../parts/card-table.css';
import { queryOf } from './letter-query.ts';

export function GroupTable({ groups }: { readonly groups: readonly DeadLetterGroup[] }) {
  return (
    <div class="card-table-box">
      <table class="card-table">
        <ColumnHeads
          of={[
            'Kind',
            'Count',
            'Cause',
            'Source',
            'Destination',
            `First (${zoneName.value})`,
            `Last (${zoneName.value})`,
          ]}
        />
        <tbody>
          {groups.map((group) => (
            <Group key={`${group.fingerprint} ${group.source} ${group.version}`} group={group} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Group({ group }: { readonly group: DeadLetterGroup }) {
  const { fingerprint, source, count, reason, error, destinations, types, version } = group;
  const { firstFailed = group.firstSeen, lastFailed = group.lastSeen } = group;
  return (
    <tr>
      <th scope="row">
        <a class="mono" href={`/dead-letters/${fingerprint}${queryOf({ source })}`}>
          {fingerprint}
        </a>
      </th>
      <td data-label="Count">
        <strong>{count.toLocaleString('en-US')}</strong>
      </td>
      <td class="isolated">
        <strong>{printable(reason)}</strong>
        {error !== undefined && `: ${printable(error).slice(0, 200)}`}
        <br />
        <span class="quiet">
          {printable(types.join(', '))}; version {printable(version)}
        </span>
      </td>
      <td class="isolated" data-label="Source">
        {printable(source)}
      </td>
      <td class="isolated" data-label="Destination">
        {printable(destinations.join(', ')) || '–'}
      </td>
      <td class="mono" data-label="First">
        {momentText(firstFailed)}
      </td>
      <td class="mono" data-label="Last">
        {momentText(lastFailed)}
      </td>
    </tr>
  );
}
