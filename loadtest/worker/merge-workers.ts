import { CommandError } from '../../client/command-error.ts';
import type { WorkersSeen } from '../run-record.ts';
import type { Plan, Sample } from '../samples/sample.ts';

export interface MergedRun {
  /** Of all workers together. */
  readonly plan: Plan;
  /** Without the plans. */
  readonly samples: readonly Sample[];
  readonly workers: WorkersSeen;
}

/**
 * Makes one run of what several workers sent, each of which had its part of the rate.
 *
 * @param parts by the name of the worker
 * @param began the names of those that began
 * @throws CommandError where they can't be of one run
 */
export function mergeWorkers(
  parts: ReadonlyMap<string, readonly Sample[]>,
  began: readonly string[],
): MergedRun {
  const plans = [...parts].map(([worker, samples]) => ({ worker, plan: planIn(worker, samples) }));
  const [first] = plans;
  if (first === undefined) {
    throw new CommandError(
      `No worker left its samples. Began: ${began.join(', ') || 'none'}.`,
      'What they said is in the log of the Lambda function that Artillery made.',
    );
  }
  const other = plans.find(({ plan }) => whatIsSent(plan) !== whatIsSent(first.plan));
  if (other !== undefined) {
    throw new CommandError(
      `The workers ${first.worker} and ${other.worker} did not send the same: these are of two runs.`,
    );
  }
  const starts = [...parts.values()].map(startOf).filter(Number.isFinite);
  const known = new Set([...began, ...parts.keys()]);
  const expected = Math.max(first.plan.machines ?? 1, known.size);
  return {
    plan: {
      ...first.plan,
      at: Math.min(...plans.map(({ plan }) => plan.at)),
      machines: expected,
      phases: first.plan.phases.map((each) => ({
        ...each,
        arrivalRate: each.arrivalRate * expected,
        rampTo: each.rampTo * expected,
      })),
    },
    samples: [...parts.values()].flat().filter(({ kind }) => kind !== 'plan'),
    workers: {
      expected,
      left: [...parts.keys()],
      silent: [...known].filter((name) => !parts.has(name)),
      withinMs: starts.length === 0 ? 0 : Math.max(...starts) - Math.min(...starts),
    },
  };
}

function planIn(worker: string, samples: readonly Sample[]): Plan {
  const plan = samples.find((one) => one.kind === 'plan');
  if (plan?.kind === 'plan') return plan;
  throw new CommandError(`What worker ${worker} left does not say what it was about to send.`);
}

/** When its first webhook was due. */
function startOf(samples: readonly Sample[]): number {
  return samples.reduce(
    (least, one) => (one.kind === 'sent' ? Math.min(least, one.dueAt) : least),
    Infinity,
  );
}

const whatIsSent = ({ run, scenario, endpoint, stage, phases, machines, webhooks }: Plan) =>
  JSON.stringify({ run, scenario, endpoint, stage, phases, machines, webhooks });
