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
        {value.isRefused ? openAgain : comesBack()}
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

function comesBack(): string {
  const { isEmbedded, stage } = session.value ?? {};
  const command = isEmbedded ? 'npm start' : `npx spillway console --stage ${stage}`;
  return `Start it again with \`${command}\`: this page goes on by itself.`;
}
