import type { Drill, Injection, Setup } from './drill.ts';
import { plain } from './setups.ts';

/** Why a drill can't be played on a deployed stage; `undefined` where it can. */
export function whyOnlyHere({ setup, inject, mitigation, onlyHere }: Drill): string | undefined {
  const steps = [...inject, ...mitigation];
  const fault = inject.map(faultOf).find((name) => name !== undefined);
  if (onlyHere !== undefined) return onlyHere;
  if (fault !== undefined) return `the fault ${fault} is the embedded stack’s`;
  if (steps.some((step) => typeof step === 'object' && 'jump' in step)) return 'time has to jump';
  return whyNoSuchStage(setup);
}

function faultOf(injection: Injection): string | undefined {
  if ('fault' in injection) return injection.fault;
  return 'run' in injection ? /\bspillway fault (\S+)/.exec(injection.run)?.[1] : undefined;
}

function whyNoSuchStage({ configFile, hasSender, context = {}, alterTemplate, limits }: Setup) {
  if (hasSender) return 'it has a sender of its own';
  if (configFile !== plain.configFile) return 'it has a configuration of its own';
  const settings = Object.entries(context).map(([name, value]) => `${name}=${value}`);
  if (settings.length > 0) return `it is for a stage with ${settings.join(', ')}`;
  if (alterTemplate !== undefined) return 'it changes the template';
  return limits === undefined ? undefined : 'it narrows what Lambda gives';
}
