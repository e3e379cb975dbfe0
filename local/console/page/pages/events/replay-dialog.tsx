import { useEffect, useState } from 'preact/hooks';
import type { PlannedSource, ReplayPlan } from '../../../server/endpoints/plan-replay.ts';
import type { ReplayWish } from '../../../server/replays/replay-order.ts';
import type { ReplayRun } from '../../../server/replays/replay-run.ts';
import { CallFailed } from '../../parts/call-failed.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { dateText, zoned } from '../../parts/time-text.ts';
import { call } from '../../state/call.ts';
import { go } from '../../state/location.ts';
import { clearSelection } from '../../state/selection.ts';
import { stageName } from '../../state/session.ts';
import type { ReplayScope } from './replay-scope.ts';

interface Props {
  readonly scope: ReplayScope;
  readonly onClose: () => void;
}

/** Says what a replay would come to, and asks how fast and how careful. */
export function ReplayDialog({ scope: { text, keys }, onClose }: Props) {
  const [plan, setPlan] = useState<ReplayPlan>();
  const [failed, fail] = useState<Error>();
  const [typed, type] = useState({ rate: '10', limit: '', stopAfter: '10' });
  useEffect(() => {
    const body = { keys } satisfies ReplayWish;
    call<ReplayPlan>('/api/replay-plan', { method: 'POST', body }).then(setPlan, fail);
  }, []);
  const set = (name: keyof typeof typed) => (value: string) =>
    type((before) => ({ ...before, [name]: value }));
  const start = async (event: Event) => {
    event.preventDefault();
    const body = { keys, ...numbersOf(typed) } satisfies ReplayWish;
    try {
      const { id } = await call<ReplayRun>('/api/replays', { method: 'POST', body });
      clearSelection();
      go(`/replays/${id}`);
    } catch (error) {
      fail(error as Error);
    }
  };
  const fields = [
    ['rate', 'Webhooks a second', 'at most'],
    ['limit', 'No more than', 'the oldest first; empty: all of them'],
    ['stopAfter', 'Stop after', 'so many that can’t be replayed'],
  ] as const;
  return (
    <Dialog title={`Replay ${text}`} onClose={onClose}>
      <form onSubmit={start}>
        {plan === undefined && !failed && <p class="skeleton" aria-busy="true" />}
        {plan && <Planned plan={plan} />}
        <div class="letter-order">
          {fields.map(([name, label, hint]) => (
            <NumberField
              key={name}
              {...{ label, hint, value: typed[name], isNeeded: name === 'rate' }}
              onInput={set(name)}
            />
          ))}
        </div>
        <p class="quiet">
          Each goes to what today’s routes give, in {stageName()}, though it was delivered before.
          The run goes on when this page is closed, and can be cancelled.
        </p>
        <CallFailed error={failed} />
        <div class="row dialog-buttons">
          <button type="button" onClick={onClose}>
            Leave them
          </button>
          <button type="submit" class="primary" disabled={plan === undefined || !hasAny(plan)}>
            Replay {text}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Planned({ plan: { sources, notStored } }: { readonly plan: ReplayPlan }) {
  return (
    <ul class="plain">
      {sources.map((one) => (
        <li key={one.source} class="isolated">
          {planText(one)}
        </li>
      ))}
      {notStored > 0 && <li>{notStored}: stored nowhere, stay out</li>}
    </ul>
  );
}

function planText({ source, count, archiveBegins }: PlannedSource): string {
  if (archiveBegins === undefined) return `${count} of ${source}: it has no archive, they stay out`;
  return `${count} of ${source}, whose archive begins ${zoned(dateText(archiveBegins))}`;
}

function hasAny({ sources }: ReplayPlan): boolean {
  return sources.some(({ archiveBegins }) => archiveBegins !== undefined);
}

function numbersOf({ rate, limit, stopAfter }: Readonly<Record<string, string>>) {
  return {
    ratePerSecond: Number(rate),
    ...(limit ? { limit: Number(limit) } : {}),
    ...(stopAfter ? { stopAfter: Number(stopAfter) } : {}),
  };
}
