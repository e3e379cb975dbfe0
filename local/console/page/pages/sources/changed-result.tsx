import { useState } from 'preact/hooks';
import type { ChangedSecret } from '../../../server/secrets/carry-out.ts';
import { copyText } from '../../parts/copy-text.ts';

interface Props {
  readonly changed: ChangedSecret;
  readonly onForget: () => void;
}

/** What was changed, and what is to be done next. A new secret is nowhere else in the page. */
export function ChangedResult({ changed, onForget }: Props) {
  if (changed.kind === 'retired') {
    return (
      <section class="panel" role="status">
        <p>
          ✓ The old secret of {changed.source} is retired. Its slots: {changed.slots.join(', ')}
        </p>
      </section>
    );
  }
  const { source, secret, enterAt, next, slots } = changed;
  return (
    <section class="panel" aria-label="New secret">
      <h2>New secret</h2>
      <p role="status">
        ✓ {source} has a new secret, <code>current</code>.{' '}
        {slots.includes('previous') && 'The one before stays valid as previous.'}
      </p>
      {secret !== undefined && <NewSecret secret={secret} enterAt={enterAt ?? 'the sender'} />}
      <ol>
        {next.map((step) => (
          <li key={step} class="isolated">
            {step}
          </li>
        ))}
      </ol>
      <button type="button" onClick={onForget}>
        I have entered it: hide it
      </button>
    </section>
  );
}

function NewSecret({ secret, enterAt }: { readonly secret: string; readonly enterAt: string }) {
  const [said, say] = useState('');
  return (
    <>
      <p>Paste this at {enterAt}:</p>
      <pre class="new-secret isolated">{secret}</pre>
      <p>
        <button type="button" onClick={() => copyText(secret).then(say)}>
          Copy the secret
        </button>{' '}
        <span role="status">{said}</span>
      </p>
      <p class="quiet">
        It is shown this once, here only: it is kept in Secrets Manager and nowhere else.
      </p>
    </>
  );
}
