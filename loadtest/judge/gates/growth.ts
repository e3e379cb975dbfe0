import type { GateDefinition } from '../gate.ts';
import type { Growths } from '../growth.ts';

/** What a machine that does other work too may add without anything being kept. */
const unnoticedPercent = 5;

function growthGate(figure: keyof Growths, title: string) {
  return {
    kind: 'service',
    title: `Growth that is shown: ${title}`,
    unit: '%',
    bound: 'at most',
    limit: () => unnoticedPercent,
    value: ({ growths }) => 100 * (growths[figure]?.low ?? Number.NaN),
  } as const satisfies GateDefinition;
}

/** What a stage that runs for long must not do: the lower bounds of intervals, so that noise is no growth. */
export const growthGates = {
  latencyGrowth: growthGate('latency', 'p99, answer'),
  ageGrowth: { ...growthGate('age', 'p99, arrival'), seenIn: 'stage' },
  memoryGrowth: { ...growthGate('memory', 'memory'), seenIn: 'stage', needs: 'memory' },
} as const satisfies Record<string, GateDefinition>;
