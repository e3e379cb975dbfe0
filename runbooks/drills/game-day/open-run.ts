import { switchFaults } from '../../../client/faults/switch-faults.ts';
import { readRunbookPage } from '../../pages/read-runbook-page.ts';
import type { RunbookPage } from '../../pages/runbook-page.ts';
import type { Shell } from '../../pages/shell.ts';
import type { Drill, Load } from '../drill.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { openLoads } from '../run/open-loads.ts';
import type { DrillStage } from '../stage/drill-stage.ts';

export interface GameDayOptions {
  /** Of all alarms: the page that is reached may be that of a third one. */
  readonly drills: readonly Drill[];
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  /** What senders send once nothing is wrong, where the drills leave nothing on. */
  readonly traffic?: Load;
  readonly readPage?: (name: string) => RunbookPage;
}

/** A drill that is played beside another one: its end leaves the other's faults on. */
export function openRun(
  drill: Drill,
  on: DrillStage,
  { shell, signal, say, readPage = readRunbookPage }: GameDayOptions,
): DrillRun {
  const loads = openLoads(on);
  return {
    ...{ drill, on, signal, say, loads },
    page: readPage(drill.alarm),
    shell: async () => shell,
    note: () => undefined,
    jumped: () => undefined,
    async end() {
      for (const injection of drill.inject) {
        if (!('fault' in injection) || on.stage.stack === undefined) continue;
        await switchFaults(on.stage.stack, { method: 'DELETE', name: injection.fault });
      }
      await loads.endTrouble();
    },
  };
}
