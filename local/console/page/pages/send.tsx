import { useState } from 'preact/hooks';
import type { Sendable } from '../../server/endpoints/list-senders.ts';
import type { SendAnswer } from '../../server/endpoints/send-webhooks.ts';
import type { SendWish } from '../../server/webhook/send-order.ts';
import type { SignedCurl } from '../../server/webhook/signed-curl.ts';
import { CallFailed } from '../parts/call-failed.tsx';
import { CurlLine } from '../parts/curl-line.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { call } from '../state/call.ts';
import { session } from '../state/session.ts';
import { useCall } from '../state/use-call.ts';
import { commandOf } from './send/command-of.ts';
import { SendForm } from './send/send-form.tsx';
import { SendResult } from './send/send-result.tsx';
import { wishOf } from './send/wish.ts';
import './send.css';

/** A signed webhook of any source, and what becomes of it. */
export function SendPage() {
  const sendable = useCall<Sendable>('/api/senders');
  return (
    <>
      <h1>Send</h1>
      <LoadState of={sendable}>{(known) => <Sender known={known} />}</LoadState>
    </>
  );
}

type State =
  | { readonly kind: 'busy'; readonly wish: SendWish }
  | { readonly kind: 'sent'; readonly answer: SendAnswer }
  | { readonly kind: 'curl'; readonly line: string }
  | { readonly kind: 'failed'; readonly error: Error };

function Sender({ known }: { readonly known: Sendable }) {
  const [state, setState] = useState<State>();
  const wish = wishOf(known);
  if (wish === undefined) return <p>This stage has no source yet.</p>;
  const mayWrite = session.value?.mayWrite === true;
  const post = async <T,>(path: string, finish: (answer: T) => State) => {
    setState({ kind: 'busy', wish });
    await call<T>(path, { method: 'POST', body: wish }).then(
      (answer) => setState(finish(answer)),
      (error: Error) => setState({ kind: 'failed', error }),
    );
  };
  const isBusy = state?.kind === 'busy';
  return (
    <div class="send">
      <form
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void post<SendAnswer>('/api/send', (answer) => ({ kind: 'sent', answer }));
        }}
      >
        <SendForm known={known} wish={wish} />
        {mayWrite ? (
          <div class="row">
            <button type="submit" class="primary" disabled={isBusy}>
              {isBusy ? 'Sending …' : 'Send'}
            </button>
            <button
              type="button"
              disabled={isBusy || wish.bad !== undefined}
              onClick={() =>
                post<SignedCurl>('/api/send/curl', ({ line }) => ({ kind: 'curl', line }))
              }
            >
              Signed curl
            </button>
          </div>
        ) : (
          <p class="quiet">This console only reads: start it with --write to send from here.</p>
        )}
      </form>
      <div>
        <section class="panel" aria-label="Answer" aria-live="polite">
          <h2>Answer</h2>
          <Answer state={state} />
        </section>
        <Command wish={wish} />
      </div>
    </div>
  );
}

function Command({ wish }: { readonly wish: SendWish }) {
  const { isEmbedded, stage = '' } = session.value ?? {};
  return (
    <section class="panel">
      <h2>The same by a command</h2>
      <pre class="isolated">{commandOf(wish, isEmbedded ? 'local' : stage)}</pre>
    </section>
  );
}

function Answer({ state }: { readonly state: State | undefined }) {
  if (state === undefined) return <p class="quiet">Nothing was sent yet.</p>;
  if (state.kind === 'sent') return <SendResult answer={state.answer} />;
  if (state.kind === 'curl') return <CurlLine line={state.line} />;
  if (state.kind === 'busy') return <p>Sending, and waiting for what becomes of it …</p>;
  return <CallFailed error={state.error} />;
}
