import { createFaults, type Faults } from './faults.ts';
import { startFaultControl } from './start-control.ts';

export interface StartedFaults {
  readonly faults: Faults;
  /** URL of the endpoint that switches them. */
  readonly faultsUrl: string;
  /** Says which destinations there are, once that is known. */
  aimAt(destinations: readonly string[]): void;
}

/** The faults of one stack, none of them on, and the endpoint that switches them. */
export async function startFaults(
  port: number,
  log: (line: string) => void,
  started: AsyncDisposableStack,
): Promise<StartedFaults> {
  let known: readonly string[] = [];
  const faults = createFaults({ destinations: () => known, log });
  started.defer(() => faults.stop());
  const control = await startFaultControl(faults, port);
  started.defer(() => control.stop());
  return {
    faults,
    faultsUrl: control.url,
    aimAt(destinations) {
      known = destinations;
    },
  };
}
