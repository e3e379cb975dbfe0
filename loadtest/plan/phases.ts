import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { arrivalsOf } from '../generator/due-times.ts';
import { type Phase, phase } from './phase.ts';
import { leastSeconds, mostWebhooks } from './size-limits.ts';

const scenario = z.object({ config: z.object({ phases: z.array(phase) }) });

/** @throws Error naming the field of the scenario that isn't as it must be. */
export function readPhases(path: string): readonly Phase[] {
  return parsePhases(scenario, parse(readFileSync(path, 'utf8')), path).config.phases;
}

/** @throws Error naming the field that isn't as it must be. */
export function checkPhases(phases: unknown, path: string): readonly Phase[] {
  return parsePhases(z.array(phase), phases, path);
}

function parsePhases<Type>(schema: z.ZodType<Type>, value: unknown, path: string): Type {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${path}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

/** The phase whose figures count: the longest of those with the highest rate. */
export function sustainedPhaseOf(phases: readonly Phase[]): Phase | undefined {
  const steady = phases.filter(({ arrivalRate, rampTo }) => arrivalRate === rampTo);
  return (steady.length > 0 ? steady : phases).toSorted(
    (one, other) => other.rampTo - one.rampTo || other.duration - one.duration,
  )[0];
}

export interface Size {
  /** Per second, while it is sustained. */
  readonly rate?: number | undefined;
  /** How long it is sustained. The other phases shrink in the same proportion, to 2 at least. */
  readonly seconds?: number | undefined;
  /** How many processes share the rate, each of which gets this many times less; 1 unless given. */
  readonly workers?: number | undefined;
}

/** The same shape with another height or length. Each rate is a whole number, and at least 1. */
export function resizePhases(
  phases: readonly Phase[],
  { rate, seconds, workers = 1 }: Size,
): readonly Phase[] {
  const top = sustainedPhaseOf(phases);
  if (top === undefined || top.rampTo === 0)
    throw new Error('The scenario has no phase that sends');
  const height = (rate ?? top.rampTo) / top.rampTo / workers;
  const length = (seconds ?? top.duration) / top.duration;
  const resized = phases.map((part) => ({
    ...part,
    duration:
      part === top
        ? (seconds ?? top.duration)
        : Math.max(leastSeconds, Math.round(part.duration * length)),
    arrivalRate: Math.max(1, Math.round(part.arrivalRate * height)),
    rampTo: Math.max(1, Math.round(part.rampTo * height)),
  }));
  refuseTooMany(resized);
  return resized;
}

function refuseTooMany(phases: readonly Phase[]): void {
  const webhooks = phases.reduce(
    (sum, { duration, arrivalRate, rampTo }) => sum + (duration * (arrivalRate + rampTo)) / 2,
    0,
  );
  if (webhooks <= mostWebhooks) return;
  const [planned, most] = [webhooks, mostWebhooks].map((one) => one.toLocaleString('en-US'));
  throw new Error(`That would be ${planned} webhooks of one process, which takes ${most} at most.`);
}

/** How many webhooks each second of the scenario plans, rounded as Artillery rounds with one worker. */
export function planArrivals(phases: readonly Phase[]): readonly number[] {
  return arrivalsOf(phases, { worker: 1, workers: 1 });
}

/** Before what the scenario is about: the functions start, and what is usual is measured. Only what is valid is sent. */
const quietNames: readonly string[] = ['warm-up', 'calm'];

/** The quiet phases with which a scenario begins. */
export function quietPhasesOf(phases: readonly Phase[]): readonly Phase[] {
  const first = phases.findIndex(({ name }) => !quietNames.includes(name));
  return first === -1 ? phases : phases.slice(0, first);
}
