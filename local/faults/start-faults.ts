import { createFaults, type Faults } from './faults.ts';
import { startFaultControl } from './start-control.ts';

export interface StartedFaults {
  readonly faults: Faults;
  /** Of the endpoint that switches them. */
  readonly faultsUrl: string;
  /** Says which destinations there are, once that is known. */
  aimAt(destinations: readonly string[]): void;
}

/** The faults of one stack, none of them on, and the endpoint that switches them. */
export async function startFaults(
  { faultsPort = 0 }: { readonly faultsPort?: number },
  log: (line: string) => void,
  stops: (() => Promise<void>)[],
): Promise<StartedFaults> {
  let known: readonly string[] = [];
  const faults = createFaults({ destinations: () => known, log });
  stops.push(async () => faults.stop());
  const control = await startFaultControl(faults, faultsPort);
  stops.push(() => control.stop());
  return {
    faults,
    faultsUrl: control.url,
    aimAt(destinations) {
      known = destinations;
    },
  };
}
