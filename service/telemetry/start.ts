import type { Context } from 'aws-lambda';
import type { MetricGroup } from './metrics.ts';

export interface Start {
  /** To be called when the function's code is loaded. */
  loaded(): void;
  begin(context: Context): void;
  /** What the first line of this environment says of its start, once. */
  take(): { readonly initMs?: number; readonly groups: readonly MetricGroup[] };
}

export function createStart(): Start {
  let context: Context | undefined;
  let initMs: number | undefined;
  let isTaken = false;
  return {
    loaded() {
      initMs ??= performance.now(); // since the process began
    },
    begin(given) {
      context ??= given;
    },
    take() {
      if (isTaken || context === undefined || initMs === undefined) return { groups: [] };
      isTaken = true;
      return { initMs, groups: [...coldStartOf(context), ...deploymentOf(context)] };
    },
  };
}

/** As Powertools counts it: nobody waited for an environment that was started in advance. */
function coldStartOf({ functionName }: Context): readonly MetricGroup[] {
  // biome-ignore lint/style/noProcessEnv: Lambda tells it this way, and never changes it.
  if (process.env.AWS_LAMBDA_INITIALIZATION_TYPE !== 'on-demand') return [];
  return [
    {
      sets: [{ function_name: functionName }],
      measured: [{ name: 'ColdStart', unit: 'Count', value: 1 }],
    },
  ];
}

/** Shows deployments on the graphs without a call of AWS and without memory: a new version has a new number. */
function deploymentOf({ functionVersion }: Context): readonly MetricGroup[] {
  const version = Number(functionVersion);
  if (!Number.isInteger(version)) return [];
  return [
    {
      sets: [{}, { kind: 'deployment' }],
      measured: [{ name: 'Annotation', unit: 'Count', value: version }],
    },
  ];
}
