import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RunbookView } from '../../../server/endpoints/read-runbook-page.ts';
import { LoadState } from '../../parts/load-state.tsx';
import { Markdown } from '../../parts/markdown.tsx';
import { useCall } from '../../state/use-call.ts';
import type { PageValues } from './runbook/page-values.ts';
import { RunbookBlock } from './runbook/runbook-block.tsx';
import { RunbookEnd } from './runbook/runbook-end.tsx';
import { RunbookRecord } from './runbook/runbook-record.tsx';

/** The page of an alarm: what to look at and what to do, where a click does it. */
export function Runbook({ alarm }: { readonly alarm: string }) {
  const page = useCall<RunbookView>(`/api/runbooks/${encodeURIComponent(alarm)}`);
  return (
    <section class="panel runbook" aria-label="Runbook">
      <LoadState of={page}>{(view) => <Steps key={alarm} {...{ alarm, view }} />}</LoadState>
    </section>
  );
}

interface StepsProps {
  readonly alarm: string;
  readonly view: RunbookView;
}

function Steps({ alarm, view }: StepsProps) {
  const { page, notItsNumbers, shell, steps, suggested, record } = view;
  // What somebody has put in for a placeholder stands in all blocks of the page.
  const values = useMemo<PageValues>(
    () => ({ typed: signal({}), suggested: signal(suggested), record: signal(record) }),
    [suggested, record],
  );
  return (
    <>
      <h2>
        Runbook <span class="mono">{page}</span>
      </h2>
      {notItsNumbers !== undefined && <p class="of-warning">▲ {notItsNumbers}</p>}
      {steps.map(({ prose, block, remarks }, step) => (
        <div key={`${step} ${block?.commands[0] ?? ''}`} class="runbook-step">
          <Markdown text={withoutTitle(prose)} linkTo={linkTo} />
          {block && <RunbookBlock {...{ alarm, step, block, values, shell }} />}
          {remarks && (
            <div class="runbook-remarks">
              <Markdown text={remarks} linkTo={linkTo} />
            </div>
          )}
        </div>
      ))}
      <RunbookEnd alarm={alarm} values={values} />
      <RunbookRecord alarm={alarm} file={values.record} />
    </>
  );
}

/** It is the page's own, and stands above all. */
function withoutTitle(prose: string): string {
  return prose.replace(/^# .*\n+/, '');
}

/** A page beside it is that of another alarm. */
function linkTo(target: string): string | undefined {
  const [, page] = /^(?!README)([\w-]+)\.md(?:#.*)?$/.exec(target) ?? [];
  return page === undefined ? undefined : `/alarms/${page}`;
}
