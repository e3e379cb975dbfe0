import { useState } from 'preact/hooks';
import { letterFacts } from '../../../../../client/dead-letters/letter-facts.ts';
import type { ListedLetter } from '../../../../../client/dead-letters/list-letters.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import { DeliveryLink } from '../../parts/delivery-link.tsx';
import { setQuery } from '../../state/location.ts';
import { session } from '../../state/session.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { LetterContents } from './letter-contents.tsx';

/** One letter: all but its content, which is read when somebody asks. */
export function LetterDetail({ letter }: { readonly letter: ListedLetter }) {
  const [isShown, show] = useState(false);
  const [isGivenUp, giveUp] = useState(false);
  const { id, messageId, deliveryId } = letter;
  return (
    <section class="panel" aria-label={`Dead letter ${printable(id)}`}>
      <div class="row">
        <h2 class="mono isolated">{printable(id)}</h2>
        <button type="button" onClick={() => setQuery({ letter: undefined })}>
          Close
        </button>
      </div>
      <dl class="letter-facts">
        {letterFacts(letter).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <div class="row">
        {deliveryId !== undefined && <DeliveryLink id={deliveryId} />}
        {!isShown && (
          <button type="button" onClick={() => show(true)}>
            Show headers and body
          </button>
        )}
        {session.value?.mayWrite && (
          <button type="button" class="danger" onClick={() => giveUp(true)}>
            Discard this letter …
          </button>
        )}
      </div>
      {isShown && <LetterContents messageId={messageId} />}
      {isGivenUp && (
        <DiscardDialog
          {...{ scope: 'this letter', look: { matching: 1 }, filter: {}, id: messageId }}
          onClose={() => giveUp(false)}
        />
      )}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd class="isolated">{printable(value)}</dd>
    </>
  );
}
