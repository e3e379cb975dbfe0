import type { Load } from '../drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { type Answers, type RunningLoad, startLoad } from './start-load.ts';

/** What is sent during a drill. */
export interface Loads {
  readonly answers: Answers;
  /** Whether anything is sent now. */
  isAny(): boolean;
  /** @param isTrouble whether it is what goes wrong, and ends with it */
  start(load: Load, isTrouble: boolean): Promise<void>;
  endTrouble(): Promise<void>;
  /** Nothing is sent meanwhile. */
  without(work: () => Promise<void>): Promise<void>;
  endAll(): Promise<void>;
}

export function openLoads(on: DrillStage): Loads {
  const answers: Answers = new Map();
  let all: { readonly load: Load; readonly isTrouble: boolean; running: RunningLoad }[] = [];
  const end = async (which: (one: { readonly isTrouble: boolean }) => boolean) => {
    const ending = all.filter(which);
    all = all.filter((one) => !which(one));
    await Promise.all(ending.map(({ running }) => running.stop()));
  };
  return {
    answers,
    isAny: () => all.length > 0,
    async start(load, isTrouble) {
      all.push({ load, isTrouble, running: await startLoad(on, load, answers) });
    },
    endTrouble: () => end(({ isTrouble }) => isTrouble),
    async without(work) {
      await Promise.all(all.map(({ running }) => running.stop()));
      await work();
      for (const one of all) one.running = await startLoad(on, one.load, answers);
    },
    endAll: () => end(() => true),
  };
}
