import { rowOf, version } from '../../state/rows.ts';

interface Props {
  readonly of: string;
  readonly onClose: () => void;
}

/** One webhook: its way, and what is known of it. */
export function Inspector({ of, onClose }: Props) {
  version.value;
  const row = rowOf(of);
  return (
    <section class="panel" aria-label="Webhook">
      <div class="row">
        <h2>{row?.type ?? row?.outcome ?? 'Webhook'}</h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </section>
  );
}
