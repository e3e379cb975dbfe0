import { type Comparison, likenessText } from '../../../../../../client/runbook/compare.ts';
import type { RanBlock } from '../../../../server/runbook/run-step.ts';
import { Markdown } from '../../../parts/markdown.tsx';

const marks = {
  seen: { sign: '✓', colour: 'processed' },
  'not seen': { sign: '▲', colour: 'warning' },
  'yours to see': { sign: '·', colour: 'filtered' },
} as const satisfies Record<Comparison['verdict'], unknown>;

/** What was printed, and how that compares with the page. */
export function BlockResult({
  ran: { commands, comparisons, likeness },
}: {
  readonly ran: RanBlock;
}) {
  return (
    <div class="runbook-result">
      {commands.map(({ command, stdout, stderr, exitCode }) => (
        <div key={command}>
          <Output {...{ command }} text={[stdout, stderr].filter(Boolean).join('\n')} />
          {exitCode !== 0 && <p class="of-warning">▲ It ended with {exitCode}.</p>}
        </div>
      ))}
      <ul class="plain">
        {comparisons.map(({ label, verdict, missing, expected }) => (
          <li key={`${label} ${expected}`}>
            <span class={`of-${marks[verdict].colour}`}>
              <span aria-hidden="true">{marks[verdict].sign}</span> {label}, {verdict}
              {missing.length > 0 && ` (lacking ${missing.join('; ')})`}:
            </span>
            <Markdown text={expected} />
          </li>
        ))}
      </ul>
      {likeness !== undefined && <p class="runbook-likeness">{likenessText[likeness]}</p>}
    </div>
  );
}

/** A field, so that the keyboard scrolls it. */
function Output({ command, text }: { readonly command: string; readonly text: string }) {
  return (
    <textarea
      class="mono runbook-output"
      readOnly
      spellcheck={false}
      wrap="off"
      rows={Math.min(18, text.trimEnd().split('\n').length + 1)}
      aria-label={`Output of ${command}`}
      value={text.trimEnd() || '(It printed nothing.)'}
    />
  );
}
