import { printable } from '../../../../client/terminal/printable.ts';
import { connection } from '../state/rows.ts';
import { session } from '../state/session.ts';
import './stack-state.css';
import { secondText, zoned } from './time-text.ts';

/** Says when what is shown is not what is. */
export function StackState() {
  const { value } = connection;
  if (value.state === 'lost') {
    const remedy = session.value?.isEmbedded ? 'Start it again with `npm start`.' : '';
    return (
      <p class="stack-state" role="alert">
        Disconnected. This was shown at {zoned(secondText(value.since))}. {remedy}
      </p>
    );
  }
  if (value.state !== 'trouble') return null;
  return (
    <p class="stack-state" role="alert">
      Webhooks can’t be read: {printable(value.why)}
    </p>
  );
}
