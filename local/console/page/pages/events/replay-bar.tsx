import { useState } from 'preact/hooks';
import type { ReplayRun } from '../../../server/replays/replay-run.ts';
import { clearSelection, selection } from '../../state/selection.ts';
import { session } from '../../state/session.ts';
import { useCall } from '../../state/use-call.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import type { ReplayScope } from './replay-scope.ts';
import { isFiltered, replayable } from './shown-rows.ts';

/** As the server takes it: for more there is the command line. */
const mostReplayed = 1_000;

/** Replays what is selected, or what the filter lets through; and tells how far that is. */
export function ReplayBar() {
  const [asked, ask] = useState<ReplayScope>();
  if (session.value?.mayWrite !== true) return null;
  const selected = [...selection.value];
  const filtered = isFiltered.value ? replayable.value : [];
  return (
    <div class="row replay-bar">
      {selected.length > 0 && (
        <>
          <Begin keys={selected} what="selected" onAsk={ask} />
          <button type="button" onClick={clearSelection}>
            Clear selection
          </button>
        </>
      )}
      {selected.length === 0 && filtered.length > 0 && (
        <Begin keys={filtered} what="filtered" onAsk={ask} />
      )}
      <Latest />
      {asked && <ReplayDialog scope={asked} onClose={() => ask(undefined)} />}
    </div>
  );
}

interface BeginProps {
  readonly keys: readonly string[];
  readonly what: 'selected' | 'filtered';
  readonly onAsk: (scope: ReplayScope) => void;
}

function Begin({ keys, what, onAsk }: BeginProps) {
  const taken = keys.slice(0, mostReplayed);
  const newest = taken.length < keys.length ? 'the newest ' : '';
  const text = `${newest}${taken.length.toLocaleString('en-US')} ${what}`;
  return (
    <button type="button" onClick={() => onAsk({ text, keys: taken })}>
      Replay {text} …
    </button>
  );
}

const everyMs = 5_000;

function Latest() {
  const { value } = useCall<readonly ReplayRun[]>('/api/replays', everyMs);
  const [run] = value ?? [];
  if (run === undefined) return null;
  const { id, endedAt, sent, toDo } = run;
  return (
    <a href={`/replays/${id}`}>
      {endedAt === undefined ? 'Replaying' : 'Last replay'}: {sent} of {toDo}
    </a>
  );
}
