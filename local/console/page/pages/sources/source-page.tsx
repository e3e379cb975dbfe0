import { useState } from 'preact/hooks';
import { formatSeconds } from '../../../../../client/terminal/format.ts';
import { printable } from '../../../../../client/terminal/printable.ts';
import type { SourceSecret } from '../../../server/endpoints/list-secrets.ts';
import type { ChangedSecret } from '../../../server/secrets/carry-out.ts';
import type { SecretWish } from '../../../server/secrets/secret-order.ts';
import { momentText, zoned } from '../../parts/time-text.ts';
import { currentRows, version } from '../../state/rows.ts';
import { session } from '../../state/session.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { ChangedResult } from './changed-result.tsx';

interface Props {
  readonly name: string;
  readonly sources: readonly SourceSecret[];
  readonly onChange: () => void;
}

/** The key slots of one source, and what can be done with them. */
export function SourcePage({ name, sources, onChange }: Props) {
  const [wish, ask] = useState<SecretWish>();
  const [changed, setChanged] = useState<ChangedSecret>();
  const secret = sources.find((one) => one.name === name);
  if (secret === undefined) {
    return (
      <p>
        There is no such source. <a href="/sources">Sources</a>
      </p>
    );
  }
  const { title, slots, problem, mendBy, isRotatable } = secret;
  const mayWrite = session.value?.mayWrite === true;
  return (
    <>
      {changed && <ChangedResult changed={changed} onForget={() => setChanged(undefined)} />}
      <section class="panel">
        <h2>Keys{title !== undefined && ` of ${title}`}</h2>
        {problem !== undefined && (
          <p class="of-alarm isolated">
            ✕ {problem} {mendBy !== undefined && <code>{mendBy}</code>}
          </p>
        )}
        <ul class="plain source-slots">
          {slots.map((slot) => (
            <Slot
              key={slot}
              {...{ slot, secret, mayWrite }}
              onRetire={() => ask({ kind: 'retire', slot })}
            />
          ))}
        </ul>
        {mayWrite && isRotatable && (
          <button type="button" class="primary" onClick={() => ask({ kind: 'rotate' })}>
            Rotate the key of {name} …
          </button>
        )}
        {!isRotatable && slots.length > 0 && (
          <p>
            Its sender shows a secret of its own. Renew it there, then store it:{' '}
            <code>npx spillway secrets set {name}</code>
          </p>
        )}
        {!mayWrite && <p class="quiet">This console only reads: start it with --write.</p>}
      </section>
      {wish && (
        <ChangeDialog
          {...{ name, wish }}
          onClose={() => ask(undefined)}
          onDone={(done) => {
            ask(undefined);
            setChanged(done);
            onChange();
          }}
        />
      )}
    </>
  );
}

interface SlotProps {
  readonly slot: string;
  readonly secret: SourceSecret;
  readonly mayWrite: boolean;
  readonly onRetire: () => void;
}

function Slot({ slot, secret, mayWrite, onRetire }: SlotProps) {
  const { ageSeconds, reasons, name } = secret;
  const rotation = secret.rotations.find((one) => one.slot === slot);
  const isRetired = slot.startsWith('retired');
  const reason = reasons[slot];
  return (
    <li class="source-slot">
      <p>
        <strong class="mono">{slot}</strong>{' '}
        {isRetired && <span class="quiet">opens nothing; tells who still signs with it</span>}
      </p>
      {slot === 'current' && (
        <p>
          {ageSeconds === undefined ? 'Age –' : `Last changed ${formatSeconds(ageSeconds)} ago`}.{' '}
          <LastAccepted source={name} />
        </p>
      )}
      {rotation && (
        <p class={`isolated of-${rotation.state === 'safe' ? 'processed' : 'warning'}`}>
          {rotation.state === 'safe' ? '✓' : '▲'} {printable(reason ?? '')}
        </p>
      )}
      {rotation && (
        <p class="quiet">
          {rotation.used.toLocaleString('en-US')} webhooks came with it since the last change;
          unused for {formatSeconds(rotation.unusedSeconds)}.
        </p>
      )}
      {mayWrite && slot !== 'current' && !isRetired && (
        <button type="button" class="danger" onClick={onRetire}>
          Retire {slot} …
        </button>
      )}
    </li>
  );
}

/** Of what this console has seen. */
function LastAccepted({ source }: { readonly source: string }) {
  version.value;
  const row = currentRows().findLast((one) => one.source === source && one.outcome !== 'rejected');
  if (row === undefined)
    return <span class="quiet">No webhook of it was seen here: last use –</span>;
  return <span>Last webhook accepted {zoned(momentText(row.at))}</span>;
}
