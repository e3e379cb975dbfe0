import { useState } from 'preact/hooks';
import type { SentOne } from '../../../../../../client/send/send-one.ts';
import { printable } from '../../../../../../client/terminal/printable.ts';
import type { ReplayedWebhook } from '../../../../server/endpoints/replay-webhook.ts';
import type { WebhookRow } from '../../../../server/feed/webhook-row.ts';
import type { SignedCurl } from '../../../../server/webhook/signed-curl.ts';
import { CallFailed } from '../../../parts/call-failed.tsx';
import { copyText } from '../../../parts/copy-text.ts';
import { CurlLine } from '../../../parts/curl-line.tsx';
import { DeliveryLink } from '../../../parts/delivery-link.tsx';
import { useKeys } from '../../../parts/keyboard.ts';
import { call } from '../../../state/call.ts';
import { session } from '../../../state/session.ts';

interface Props {
  readonly row: WebhookRow;
  /** `undefined` where that is not known. */
  readonly isArchived: boolean | undefined;
  readonly onDone: () => void;
}

/** What became of the last click. */
type Done =
  | { readonly kind: 'busy'; readonly text: string }
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'sent'; readonly sent: SentOne }
  | { readonly kind: 'curl'; readonly line: string }
  | { readonly kind: 'failed'; readonly error: Error };

export function Actions({ row, isArchived, onDone }: Props) {
  const [done, setDone] = useState<Done>();
  const { key, deliveryId } = row;
  const isStored = deliveryId !== undefined && row.source !== undefined;
  const mayWrite = session.value?.mayWrite === true;
  const post = async <T,>(what: string, text: string, finish: (answer: T) => Done) => {
    setDone({ kind: 'busy', text });
    const path = `/api/webhooks/${encodeURIComponent(key)}/${what}`;
    await call<T>(path, { method: 'POST' }).then(
      (answer) => setDone(finish(answer)),
      (error: Error) => setDone({ kind: 'failed', error }),
    );
    onDone();
  };
  const send = () => post<SentOne>('send', 'Sending …', (sent) => ({ kind: 'sent', sent }));
  const replay = () =>
    post<ReplayedWebhook>('replay', 'Replaying …', ({ run }) => ({
      ...{ kind: 'said', text: `Replayed as run ${run}. Its journey goes on below.` },
    }));
  const sign = () => post<SignedCurl>('curl', 'Signing …', ({ line }) => ({ kind: 'curl', line }));
  const copy = () => copyText(deliveryId ?? key).then((text) => setDone({ kind: 'said', text }));
  const again = isArchived === false ? send : replay;
  useKeys({ copy, ...(mayWrite && isStored ? { again } : {}) });
  return (
    <>
      <div class="row inspector-actions">
        {mayWrite && isStored && (
          <>
            {isArchived !== false && (
              <button type="button" onClick={replay}>
                Replay
              </button>
            )}
            <button type="button" onClick={send}>
              Send again
            </button>
            <button type="button" onClick={sign}>
              Signed curl
            </button>
          </>
        )}
        <button type="button" onClick={copy}>
          Copy id
        </button>
        {!mayWrite && <span class="quiet">This console only reads: start it with --write.</span>}
        {isArchived === false && (
          <span class="quiet">No archive has it, so that it can’t be replayed.</span>
        )}
        {mayWrite && !isStored && (
          <span class="quiet">It was not stored: there is nothing to send again.</span>
        )}
      </div>
      <div role="status" class="inspector-done">
        {done && <Result done={done} />}
      </div>
    </>
  );
}

function Result({ done }: { readonly done: Done }) {
  if (done.kind === 'failed') return <CallFailed error={done.error} />;
  if (done.kind === 'sent') return <SentAgain sent={done.sent} />;
  if (done.kind === 'curl') return <CurlLine line={done.line} />;
  return <p>{done.text}</p>;
}

function SentAgain({ sent: { answer, deliveryId } }: { readonly sent: SentOne }) {
  const { status, milliseconds, reason } = answer;
  return (
    <p>
      Answered {status} after {milliseconds} ms{reason && `: ${printable(reason)}`}.{' '}
      {deliveryId !== undefined && <DeliveryLink id={deliveryId} />}
    </p>
  );
}
