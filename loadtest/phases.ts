import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const phase = z.strictObject({
  name: z.string(),
  /** Seconds. */
  duration: z.int().positive(),
  /** Per second, at the phase's start. */
  arrivalRate: z.number().nonnegative(),
  /** Per second, in the phase's last second. */
  rampTo: z.number().nonnegative(),
});

/** A part of a scenario in which the rate is constant or changes linearly, as Artillery writes it. */
export type Phase = z.infer<typeof phase>;

const scenario = z.object({ config: z.object({ phases: z.array(phase) }) });

export const spikeFile = join(import.meta.dirname, 'spike.yml');

/** The phase whose figures count. */
export const sustainedPhase = 'sustained';

/** @throws Error naming the field of the scenario that isn't as it must be. */
export function readPhases(path = spikeFile): readonly Phase[] {
  const parsed = scenario.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(`${path}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  }
  return parsed.data.config.phases;
}

interface Size {
  /** Per second, while it is sustained. */
  readonly rate?: number | undefined;
  /** How long it is sustained. The other phases shrink in the same proportion, to 2 at least. */
  readonly seconds?: number | undefined;
}

/** The same shape with another height or length. */
export function resizePhases(phases: readonly Phase[], { rate, seconds }: Size): readonly Phase[] {
  const top = phases.find(({ name }) => name === sustainedPhase);
  if (top === undefined) throw new Error(`The scenario has no phase named ${sustainedPhase}`);
  const height = (rate ?? top.rampTo) / top.rampTo;
  const length = (seconds ?? top.duration) / top.duration;
  return phases.map((part) => ({
    ...part,
    duration:
      part === top ? (seconds ?? top.duration) : Math.max(2, Math.round(part.duration * length)),
    arrivalRate: Math.max(1, Math.round(part.arrivalRate * height)),
    rampTo: Math.max(1, Math.round(part.rampTo * height)),
  }));
}

/** How many webhooks each second of the scenario plans, rounded as Artillery rounds with one worker. */
export function planArrivals(phases: readonly Phase[]): readonly number[] {
  return phases.flatMap(({ duration, arrivalRate, rampTo }) =>
    Array.from({ length: duration }, (_, second) =>
      Math.round(arrivalRate + ((rampTo - arrivalRate) / Math.max(1, duration - 1)) * second),
    ),
  );
}
