import { useEffect, useRef, useState } from 'preact/hooks';
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
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, type] = useState('');
  const { stage = '', isEmbedded = false } = session.value ?? {};
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => opener instanceof HTMLElement && opener.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="panel runbook-dialog"
      aria-labelledby="runbook-ask"
      onClose={onLeave}
    >
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          onRun();
        }}
      >
        <h2 id="runbook-ask">
          Run this? It changes {isEmbedded ? 'the stage of this machine' : stage}.
        </h2>
        <pre>{commands.join('\n')}</pre>
        {effect !== undefined && <Markdown text={`**Effect**: ${effect}`} />}
        {!isEmbedded && (
          <label class="row">
            Type {stage} to run it
            <input value={typed} onInput={({ currentTarget }) => type(currentTarget.value)} />
          </label>
        )}
        <div class="row">
          <button type="submit" class="danger" disabled={!isEmbedded && typed.trim() !== stage}>
            Run it
          </button>
          <button type="button" onClick={onLeave}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
