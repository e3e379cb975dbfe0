import { useState } from 'preact/hooks';
import { CallFailed } from '../../parts/call-failed.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { NumberField } from '../../parts/number-field.tsx';
import { stageName } from '../../state/session.ts';
import { type Look, type PageFilter, scopeText } from './letter-query.ts';
import { startJob } from './start-job.ts';

interface Props {
  readonly look: Look;
  readonly filter: PageFilter;
  readonly onClose: () => void;
}

/** Asks how fast and how careful, with what it comes to. */
export function RedriveDialog({ look, filter, onClose }: Props) {
  const [plan, setPlan] = useState({ rate: '50', sample: '5', limit: '', stopAfter: '10' });
  const [failed, fail] = useState<Error>();
  const numbers = {
    ratePerSecond: Number(plan.rate),
    ...numberIn('sample', plan.sample),
    ...numberIn('limit', plan.limit),
    ...numberIn('stopAfter', plan.stopAfter),
  };
  const scope = scopeText(look, filter, numbers.limit);
  const set = (name: keyof typeof plan) => (value: string) =>
    setPlan((before) => ({ ...before, [name]: value }));
  const start = (event: Event) => {
    event.preventDefault();
    startJob({ kind: 'redrive', filter, expected: look.matching, ...numbers }).catch(fail);
  };
  return (
    <Dialog title={`Send through again ${scope}`} onClose={onClose}>
      <form onSubmit={start}>
        <div class="letter-order">
          <NumberField
            {...{ label: 'Letters a second', hint: 'the rate', value: plan.rate }}
            {...{ isNeeded: true, onInput: set('rate') }}
          />
          <NumberField
            {...{ label: 'Sample', hint: 'so many first, the rest only if none comes back' }}
            {...{ value: plan.sample, onInput: set('sample') }}
          />
          <NumberField
            {...{ label: 'Stop after', hint: 'so many that came back', value: plan.stopAfter }}
            onInput={set('stopAfter')}
          />
          <NumberField
            {...{ label: 'No more than', hint: 'empty: all of them', value: plan.limit }}
            onInput={set('limit')}
          />
        </div>
        <p>{planText(look, numbers)}</p>
        <p class="quiet">
          Each one is stored in the intake queue of {stageName()} before it is deleted here. The run
          goes on when this page is closed, and can be cancelled.
        </p>
        <CallFailed error={failed} />
        <div class="row dialog-buttons">
          <button type="button" onClick={onClose}>
            Leave them
          </button>
          <button type="submit" class="primary">
            Send through again {scope}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function numberIn<Name extends string>(name: Name, text: string): Partial<Record<Name, number>> {
  return text === '' ? {} : ({ [name]: Number(text) } as Record<Name, number>);
}

interface Numbers {
  readonly ratePerSecond: number;
  readonly sample?: number;
  readonly limit?: number;
}

function planText(look: Look, { ratePerSecond, sample, limit }: Numbers): string {
  const count = Math.min(look.matching, limit ?? look.matching);
  const seconds = Math.ceil(count / ratePerSecond);
  const time = Number.isFinite(seconds) ? `about ${seconds.toLocaleString('en-US')} s` : '–';
  const first =
    sample === undefined ? '' : ` First ${Math.min(sample, count)}, which are waited for.`;
  return `${count.toLocaleString('en-US')} letters, ${ratePerSecond} a second: ${time}.${first}`;
}
