import type { CircuitStore } from '../../service/processing/shared-circuit.ts';
import type { CircuitVersion } from '../../service/webhook/circuit.ts';

/** The circuits in the table, in memory. */
export function shareCircuits() {
  const versions = new Map<string, CircuitVersion>();
  const store: CircuitStore = {
    read: async (destination) => versions.get(destination),
    async replace(destination, version, replaces) {
      const standing = versions.get(destination);
      if (standing !== undefined && standing.changedAt !== replaces) return standing;
      versions.set(destination, version);
      return undefined;
    },
  };
  return { versions, store };
}
