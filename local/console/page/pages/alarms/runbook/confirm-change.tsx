import { useState } from 'preact/hooks';
import { Dialog } from '../../../parts/dialog.tsx';
import { Markdown } from '../../../parts/markdown.tsx';
import { session } from '../../../state/session.ts';

interface Props {
  readonly commands: readonly string[];
  /** Markdown. */
  readonly effect: string | undefined;
  readonly onRun: () => void;
  readonly onLeave: () => void;
}

/** Asks before something is changed. Of a deployed stage its name is to be typed, as at a terminal. */
export function ConfirmChange({ commands, effect, onRun, onLeave }: Props) {
  const [typed, type] = useState('');
  const { stage = '', isEmbedded = false } = session.value ?? {};
  const title = `Run this? It changes ${isEmbedded ? 'the stage of this machine' : stage}.`;
  const run = (event: Event) => {
    event.preventDefault();
    onRun();
  };
  return (
    <Dialog title={title} onClose={onLeave}>
      <form class="runbook-confirm" onSubmit={run}>
        <pre>{commands.join('\n')}</pre>
        {effect !== undefined && <Markdown text={`**Effect**: ${effect}`} />}
        {!isEmbedded && (
          <label class="row">
            Type {stage} to run it
            <input value={typed} onInput={({ currentTarget }) => type(currentTarget.value)} />
          </label>
        )}
        <div class="row dialog-buttons">
          <button type="button" onClick={onLeave}>
            Cancel
          </button>
          <button type="submit" class="danger" disabled={!isEmbedded && typed.trim() !== stage}>
            Run it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
