import { useState } from 'preact/hooks';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { PlannedChange } from '../../../server/endpoints/plan-secret-change.ts';
import type { ChangedSecret } from '../../../server/secrets/carry-out.ts';
import type { SecretWish } from '../../../server/secrets/secret-order.ts';
import { CallFailed } from '../../parts/call-failed.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { LoadState } from '../../parts/load-state.tsx';
import { call } from '../../state/call.ts';
import { session } from '../../state/session.ts';
import { useCall } from '../../state/use-call.ts';

interface Props {
  readonly name: string;
  readonly wish: SecretWish;
  readonly onClose: () => void;
  readonly onDone: (changed: ChangedSecret) => void;
}

/** Says what a change of a secret does, and asks whether it is meant. */
export function ChangeDialog({ name, wish, onClose, onDone }: Props) {
  const path = `/api/secrets/${encodeURIComponent(name)}`;
  const { kind, slot } = wish;
  const query = new URLSearchParams({ kind, ...(slot === undefined ? {} : { slot }) });
  const plan = useCall<PlannedChange>(`${path}/plan?${query}`);
  const title = kind === 'rotate' ? `Rotate the key of ${name}` : `Retire ${slot} of ${name}`;
  return (
    <Dialog title={title} onClose={onClose}>
      <LoadState of={plan}>
        {(planned) => <Confirm {...{ planned, path, title, wish, onClose, onDone }} />}
      </LoadState>
    </Dialog>
  );
}

interface ConfirmProps extends Omit<Props, 'name'> {
  readonly planned: PlannedChange;
  readonly path: string;
  readonly title: string;
}

const consequences = {
  rotate: [
    'A new secret is made up and shown here, this once. You enter it at the sender.',
    'Until that is done the sender goes on with the old one: both are accepted.',
  ],
  retire: ['What is signed with it is refused within the cache time, a minute unless configured.'],
} as const satisfies Record<SecretWish['kind'], readonly string[]>;

function Confirm({ planned, path, title, wish, onClose, onDone }: ConfirmProps) {
  const [isMeant, mean] = useState(false);
  const [failed, fail] = useState<Error>();
  const { what, account, objection } = planned;
  const isForced = objection !== undefined;
  const change = (event: Event) => {
    event.preventDefault();
    const body = { ...wish, isForced } satisfies SecretWish;
    call<ChangedSecret>(path, { method: 'POST', body }).then(onDone, fail);
  };
  return (
    <form onSubmit={change}>
      <p class="isolated">
        {printable(what)},{' '}
        {session.value?.isEmbedded ? 'on this machine' : `in ${session.value?.stage}`}
        {account !== undefined && `, account ${account}`}.
      </p>
      <ul>
        {consequences[wish.kind].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {objection && (
        <>
          <p class="of-warning isolated lines">▲ {printable(objection.message)}</p>
          <label>
            <input
              type="checkbox"
              checked={isMeant}
              onChange={({ currentTarget }) => mean(currentTarget.checked)}
            />{' '}
            Do it all the same: what still comes with the old secret is refused
          </label>
        </>
      )}
      <CallFailed error={failed} />
      <div class="row dialog-buttons">
        <button type="button" onClick={onClose}>
          Leave it
        </button>
        <button
          type="submit"
          class={isForced ? 'danger' : 'primary'}
          disabled={isForced && !isMeant}
        >
          {title}
        </button>
      </div>
    </form>
  );
}
