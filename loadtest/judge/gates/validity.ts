import type { GateDefinition } from '../gate.ts';
import { timerSlackMs } from '../measure.ts';
import { pressureOf } from '../pressure.ts';
import { isSubject } from '../subject.ts';

/** Whether the generator did what was planned; otherwise its figures say nothing of the stage. */
export const validityGates = {
  subject: {
    kind: 'validity',
    title: 'Sent of what it is about',
    unit: '',
    bound: 'at least',
    limit: () => 1,
    value: ({ record: { samples, plan } }) =>
      samples.filter((one) => one.kind === 'sent' && isSubject(plan.scenario, one)).length,
  },
  rate: {
    kind: 'validity',
    title: 'Sent of planned',
    unit: '%',
    bound: 'at least',
    limit: () => 99,
    // However late: the next gate says that.
    value: ({ measured: { rate } }) => (100 * rate.achieved) / rate.planned,
  },
  lateness: {
    kind: 'validity',
    title: 'p99 of how late it sent',
    unit: 'ms',
    bound: 'at most',
    limit: () => timerSlackMs,
    value: ({ measured }) => measured.lateness?.p99 ?? Number.NaN,
  },
  workers: {
    kind: 'validity',
    title: 'Workers that left their samples',
    unit: '',
    bound: 'at least',
    limit: ({ record: { workers } }) => workers?.expected ?? Number.NaN,
    value: ({ record: { workers } }) => workers?.left.length ?? Number.NaN,
  },
  // In place of the three around it, of a run that has to go beyond what a stage takes.
  pressure: {
    kind: 'validity',
    title: 'Sent in time, or more than was taken at once',
    unit: '%',
    bound: 'at least',
    limit: () => 99,
    value: ({ record, measured }) => {
      const { inTime, isPressed } = pressureOf(record, measured);
      return isPressed ? 100 : 100 * inTime;
    },
  },
  generator: {
    kind: 'validity',
    title: "The generator's share of a core",
    unit: '%',
    bound: 'below',
    limit: () => 80,
    value: ({ measured }) => 100 * measured.generatorCpuShare,
  },
} as const satisfies Record<string, GateDefinition>;
