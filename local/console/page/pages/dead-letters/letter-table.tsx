import type { ListedLetter } from '../../../../../client/dead-letters/list-letters.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { ColumnHeads } from '../../parts/column-heads.tsx';
import { shortId } from '../../parts/short-text.ts';
import { momentText } from '../../parts/time-text.ts';
import { query, setQuery } from '../../state/location.ts';
import { zoneName } from '../../state/time-zone.ts';
import '../../parts/card-table.css';

/** More would not be read one by one. */
const mostShown = 200;

export function LetterTable({ letters }: { readonly letters: readonly ListedLetter[] }) {
  const left = letters.length - mostShown;
  return (
    <div class="panel card-table-box">
      <table class="card-table">
        <caption class="hidden-text">Letters, the one that failed last first</caption>
        <ColumnHeads
          of={[
            'Delivery',
            'Type',
            'Destination',
            'Attempts',
            `Failed last (${zoneName.value})`,
            `SQS drops it (${zoneName.value})`,
          ]}
        />
        <tbody>
          {letters.slice(0, mostShown).map((letter) => (
            <Letter key={letter.messageId} letter={letter} />
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="quiet">{left.toLocaleString('en-US')} older ones more.</p>}
    </div>
  );
}

function Letter({ letter }: { readonly letter: ListedLetter }) {
  const { id, messageId, type, destinations, attempts, lastFailedAt, expiresAt, redrive } = letter;
  const isOpen = query.value.get('letter') === messageId;
  return (
    <tr aria-current={isOpen ? 'true' : undefined}>
      <th scope="row">
        <button
          type="button"
          class="mono isolated"
          aria-expanded={isOpen}
          onClick={() => setQuery({ letter: isOpen ? undefined : messageId })}
        >
          {shortId(id)}
        </button>
      </th>
      <td class="isolated" data-label="Type">
        {printable(type)}
      </td>
      <td class="isolated" data-label="Destination">
        {printable(destinations.join(', ')) || '–'}
      </td>
      <td data-label="Attempts">
        {attempts}
        {redrive !== undefined && ', came back'}
      </td>
      <td class="mono" data-label="Failed last">
        {lastFailedAt === undefined ? '–' : momentText(lastFailedAt)}
      </td>
      <td class="mono" data-label="SQS drops it">
        {expiresAt === undefined ? '–' : momentText(expiresAt)}
      </td>
    </tr>
  );
}
