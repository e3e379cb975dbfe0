import { useState } from 'preact/hooks';
import type { FaultOrder } from '../../../../../client/faults/fault.ts';
import type { KnownFault } from '../../../server/endpoints/list-faults.ts';
import { useSeconds } from '../../parts/fault-banner.tsx';
import { FaultText } from '../../parts/fault-text.tsx';
import { CallError } from '../../state/call.ts';
import { changeFaults, faults, stackNow } from '../../state/faults.ts';
import { session } from '../../state/session.ts';
import { FaultOptions, type Typed } from './fault-options.tsx';

interface Props {
  readonly fault: KnownFault;
  readonly destinations: readonly string[];
}

export function FaultSwitch({ fault, destinations }: Props) {
  const { name, does } = fault;
  const [typed, type] = useState<Typed>({});
  const [error, fail] = useState<Error>();
  const on = (faults.value?.on ?? []).filter(
    (one) => one.name === name && (one.until ?? Infinity) > stackNow(),
  );
  useSeconds(on.some(({ until }) => until !== undefined));
  const isOn = on.length > 0;
  const change = async () => {
    const changing = isOn
      ? changeFaults('DELETE', name)
      : changeFaults('PUT', name, orderOf(typed));
    fail(
      await changing.then(
        () => undefined,
        (why: Error) => why,
      ),
    );
  };
  return (
    <li class={`fault ${isOn ? 'is-on' : ''}`}>
      <div class="fault-head">
        <button
          type="button"
          role="switch"
          aria-checked={isOn}
          aria-label={name}
          disabled={session.value?.mayWrite !== true}
          class="fault-switch"
          onClick={change}
        >
          <span class="fault-knob" aria-hidden="true" />
          {isOn ? 'On' : 'Off'}
        </button>
        <span>
          <span class="mono">{name}</span>
          <span class="fault-does">{does}</span>
          {on.map((one) => (
            <strong key={one.destination} class="fault-is">
              ▲ <FaultText fault={one} />
            </strong>
          ))}
        </span>
      </div>
      {!isOn && session.value?.mayWrite && (
        <FaultOptions {...{ fault, destinations, typed }} onType={type} />
      )}
      {error && (
        <p role="alert" class="of-alarm lines">
          ✕ {error.message}
          {error instanceof CallError && error.remedy && `\n${error.remedy}`}
        </p>
      )}
    </li>
  );
}

/** What is left out has its default. */
function orderOf({ destination, ...numbers }: Typed): FaultOrder {
  const given = Object.entries(numbers).filter(([, text]) => text.trim() !== '');
  return {
    ...(destination ? { destination } : {}),
    ...Object.fromEntries(given.map(([field, text]) => [field, Number(text)])),
  };
}
