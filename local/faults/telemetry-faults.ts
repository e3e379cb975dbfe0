import type { Fault } from '../../client/faults/fault.ts';
import type { Observer } from '../aws/observer.ts';
import { strike } from './strike.ts';

/** Sees of lines with metrics what a fault leaves of them. */
export function troubleTelemetry(observer: Observer, faults: () => readonly Fault[]): Observer {
  return {
    record: (event) => observer.record(event),
    log(line) {
      const fault = line.message.includes('"_aws"')
        ? strike(faults(), ['telemetry-cut', 'telemetry-lost'])
        : undefined;
      if (fault?.name === 'telemetry-lost') return;
      observer.log(fault === undefined ? line : { ...line, message: cut(line.message) });
    },
  };
}

/** The first half, which shows what it was meant to be: Powertools writes `_aws` first. */
function cut(message: string): string {
  return message.slice(0, Math.ceil(message.length / 2));
}
