import { useEffect, useState } from 'preact/hooks';
import type { Fault } from '../../../../client/faults/fault.ts';
import { changeFaults, faults, stackNow, watchFaults } from '../state/faults.ts';
import { session } from '../state/session.ts';
import './fault-banner.css';
import { FaultText } from './fault-text.tsx';

/** On every page while something goes wrong on purpose: what is seen there is no trouble of the code. */
export function FaultBanner() {
  const isEmbedded = session.value?.isEmbedded === true;
  useEffect(() => (isEmbedded ? watchFaults() : undefined), [isEmbedded]);
  const on = faults.value?.on.filter(({ until = Infinity }) => until > stackNow()) ?? [];
  useSeconds(on.some(({ until }) => until !== undefined));
  if (on.length === 0) return null;
  return (
    <section class="fault-banner" aria-label="Faults that are on">
      <span>
        <span aria-hidden="true">▲</span> Broken on purpose:{' '}
        {on.map((fault, index) => (
          <span key={keyOf(fault)}>
            {index > 0 && '; '}
            <FaultText fault={fault} />
          </span>
        ))}
      </span>
      <a href="/faults">Faults</a>
      {session.value?.mayWrite && (
        <button type="button" onClick={() => changeFaults('DELETE').catch(() => undefined)}>
          Switch off
        </button>
      )}
    </section>
  );
}

function keyOf({ name, destination }: Fault): string {
  return `${name} ${destination}`;
}

/** Shows it again each second. */
export function useSeconds(isCounting: boolean): void {
  const [, set] = useState(0);
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => set((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [isCounting]);
}
