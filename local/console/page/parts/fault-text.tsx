import type { Fault } from '../../../../client/faults/fault.ts';
import { stackNow } from '../state/faults.ts';

/** `destination-down for app, a share of 0.5, for 42 s more` */
export function FaultText({ fault }: { readonly fault: Fault }) {
  const { name, destination, seconds, status, share, until } = fault;
  const parts = [
    destination === undefined ? name : `${name} for ${destination}`,
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(share < 1 ? [`a share of ${share}`] : []),
  ];
  return (
    <>
      {parts.join(', ')}
      {until !== undefined && (
        <span class="fault-rest">, for {restText(until - stackNow())} more</span>
      )}
    </>
  );
}

/** `1:05` from a minute on, else `42 s` */
function restText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
