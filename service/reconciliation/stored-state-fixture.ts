import type { Decision } from './decision.ts';
import type { Progress, StatePorts, Stored } from './state.ts';

/** A table of one source. @param spend called before each access; it may throw */
export function createStoredState(spend: () => void) {
  let progress: Stored<Progress> | undefined;
  const decisions = new Map<string, Stored<Decision>>();
  const ports: StatePorts = {
    async readProgress() {
      spend();
      return progress ?? { value: undefined, version: 0 };
    },
    async replaceProgress(value, replaces) {
      spend();
      if ((progress?.version ?? 0) !== replaces) return false;
      progress = { value, version: replaces + 1 };
      return true;
    },
    async readDecisions() {
      spend();
      return [...decisions.values()];
    },
    async replaceDecision(value, replaces) {
      spend();
      if ((decisions.get(value.id)?.version ?? 0) !== replaces) return false;
      decisions.set(value.id, { value, version: replaces + 1 });
      return true;
    },
  };
  return {
    ports,
    decisionOn: (id: string) => decisions.get(id)?.value,
    progress: () => progress?.value,
  };
}
