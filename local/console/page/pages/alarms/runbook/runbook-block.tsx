import { useState } from 'preact/hooks';
import { fillCommand } from '../../../../../../client/runbook/fill-command.ts';
import type { ShownBlock } from '../../../../server/endpoints/read-runbook-page.ts';
import type { ChangeOrder } from '../../../../server/endpoints/run-change.ts';
import type { RanBlock } from '../../../../server/runbook/run-step.ts';
import { copyText } from '../../../parts/copy-text.ts';
import { CallError, call } from '../../../state/call.ts';
import { session } from '../../../state/session.ts';
import { BlockResult } from './block-result.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import { learn, type PageValues, valuesFor } from './page-values.ts';
import { PlaceholderValue } from './placeholder-value.tsx';

interface Props {
  readonly alarm: string;
  readonly step: number;
  readonly block: ShownBlock;
  readonly values: PageValues;
  /** What sets a shell up for the commands that don't run here. */
  readonly shell: string;
}

type State =
  | { readonly kind: 'busy' }
  | { readonly kind: 'ran'; readonly ran: RanBlock }
  | { readonly kind: 'failed'; readonly error: Error };

/** The commands of a page, to be run by a click where they are ours, and to be copied. */
export function RunbookBlock({ alarm, step, block, values, shell }: Props) {
  const [state, setState] = useState<State>();
  const [isAsking, ask] = useState(false);
  const given = valuesFor(values, block.placeholders);
  const filled = new Map(Object.entries(given));
  const commands = block.commands.map((command) => fillCommand(command, filled));
  const isDanger = block.tag === 'danger';
  const carryOut = async (what: Run) => {
    ask(false);
    setState({ kind: 'busy' });
    setState(await ranBlock({ alarm, step, values, what }, given));
  };
  return (
    <div class={`runbook-block ${isDanger ? 'is-danger' : ''}`}>
      <pre>{commands.join('\n')}</pre>
      {block.placeholders.map((name) => (
        <PlaceholderValue key={name} {...{ name, values, step }} />
      ))}
      <Buttons
        {...{ block, commands, shell }}
        isComplete={block.placeholders.every((name) => given[name] !== undefined)}
        isBusy={state?.kind === 'busy'}
        onRun={isDanger ? () => ask(true) : () => carryOut('look')}
        onVerify={() => carryOut('verify')}
      />
      <div role="status">
        {state?.kind === 'ran' && <BlockResult ran={state.ran} />}
        {state?.kind === 'failed' && <Failed error={state.error} />}
      </div>
      {isAsking && (
        <ConfirmChange
          {...{ commands, effect: block.effect }}
          onRun={() => carryOut('change')}
          onLeave={() => ask(false)}
        />
      )}
    </div>
  );
}

type Run = 'look' | 'change' | 'verify';

interface Running extends Pick<Props, 'alarm' | 'step' | 'values'> {
  readonly what: Run;
}

async function ranBlock(
  { alarm, step, values, what }: Running,
  given: Readonly<Record<string, string>>,
): Promise<State> {
  const path = `/api/runbooks/${encodeURIComponent(alarm)}/steps/${step}`;
  const order: ChangeOrder = { stage: session.value?.stage ?? '', values: given };
  const look = what === 'verify' ? `${path}/verification` : path;
  try {
    const ran =
      what === 'change'
        ? await call<RanBlock>(path, { method: 'POST', body: order })
        : await call<RanBlock>(`${look}?${new URLSearchParams(given)}`);
    learn(values, ran);
    return { kind: 'ran', ran };
  } catch (error) {
    return { kind: 'failed', error: error as Error };
  }
}

interface ButtonsProps extends Pick<Props, 'block' | 'shell'> {
  readonly commands: readonly string[];
  readonly isComplete: boolean;
  readonly isBusy: boolean;
  readonly onRun: () => void;
  readonly onVerify: () => void;
}

function Buttons(props: ButtonsProps) {
  const { block, commands, shell, isComplete, isBusy, onRun, onVerify } = props;
  const [said, say] = useState('');
  const isDanger = block.tag === 'danger';
  return (
    <div class="row">
      {mayRun(block) && (
        <button
          type="button"
          class={isDanger ? 'danger' : ''}
          disabled={!isComplete || isBusy}
          aria-label={`Run: ${commands.join('; ')}`}
          onClick={onRun}
        >
          {isBusy ? 'Running …' : `Run${isDanger ? ' …' : ''}`}
        </button>
      )}
      {block.verify?.runsHere && (
        <button
          type="button"
          disabled={!isComplete || isBusy}
          aria-label={`Verify: ${commands.join('; ')}`}
          onClick={onVerify}
        >
          Verify
        </button>
      )}
      <button
        type="button"
        aria-label={`Copy: ${commands.join('; ')}`}
        onClick={() => copyText(commands.join('\n')).then(say)}
      >
        Copy
      </button>
      <span class="quiet">{said || hintOf(block, { shell, isComplete })}</span>
    </div>
  );
}

function mayRun({ runsHere, tag }: ShownBlock): boolean {
  return runsHere && (tag !== 'danger' || session.value?.mayWrite === true);
}

function hintOf(
  { tag, runsHere }: ShownBlock,
  { shell, isComplete }: Pick<ButtonsProps, 'shell' | 'isComplete'>,
): string {
  if (!runsHere) return `To be typed in a shell, after: ${shell}`;
  if (tag === 'danger' && !session.value?.mayWrite) {
    return 'It changes something, and this console only reads: start it with --write.';
  }
  return isComplete ? '' : 'Fill in what is missing first.';
}

function Failed({ error }: { readonly error: Error }) {
  return (
    <p class="of-alarm isolated lines">
      ✕ {error.message}
      {error instanceof CallError && error.remedy && `\n${error.remedy}`}
    </p>
  );
}
