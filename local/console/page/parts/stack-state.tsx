import { printable } from '../../../../client/terminal/printable.ts';
import { connection } from '../state/rows.ts';
import { session } from '../state/session.ts';
import './stack-state.css';
import { secondText, zoned } from './time-text.ts';

/** Says when what is shown is not what is. */
export function StackState() {
  const { value } = connection;
  if (value.state === 'lost') {
    return (
      <p class="stack-state" role="alert">
        Disconnected: this was shown at {zoned(secondText(value.since))}.{' '}
        {value.isRefused ? openAgain : <ComesBack />}
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

const openAgain =
  'It was started anew and does not know this browser: open the address that it has printed.';

/** The console of a deployed stage has another address each time. */
function ComesBack() {
  const { isEmbedded = true, stage } = session.value ?? {};
  return isEmbedded ? (
    <>
      Start it again with <code>npm start</code>: this page goes on by itself.
    </>
  ) : (
    <>
      Start it again with <code>npx spillway console --stage {stage}</code>, and open what it
      prints.
    </>
  );
}
