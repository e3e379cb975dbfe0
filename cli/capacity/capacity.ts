import type { Command } from 'commander';
import { accuracyOf, forecasts } from '../../client/capacity/forecasts.ts';
import { predictCapacity } from '../../client/capacity/predict-capacity.ts';
import { readStageSettings } from '../../client/capacity/read-stage-settings.ts';
import { type ProgramContext, print, type Shared } from '../command.ts';
import { createCommandLines } from '../command-line.ts';
import { readContext } from '../read-context.ts';
import { describeAccuracy } from './describe-accuracy.ts';
import { printCapacity } from './print-capacity.ts';

export interface CapacityFlags extends Shared {
  readonly rate?: number;
  /** Seconds. */
  readonly for?: number;
  readonly calm?: number;
  readonly size: number;
  readonly ingestMs: number;
  readonly processMs: number;
  readonly destinations: number;
  readonly failing: number;
  readonly context?: readonly string[];
}

/** `spillway capacity` */
export async function capacity(
  options: CapacityFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  const settings = await readStageSettings({
    ...{ root: context.root, stage: options.stage, context: readContext(options.context ?? []) },
  });
  const rate = options.rate ?? settings.throttleRatePerSecond;
  const predicted = predictCapacity(
    {
      ratePerSecond: rate,
      calmPerSecond: options.calm ?? rate / 10,
      seconds: options.for,
      bodyBytes: options.size,
      ingestionMs: options.ingestMs,
      processingMs: options.processMs,
      destinations: options.destinations,
      failingShare: options.failing / 100,
    },
    settings,
  );
  const lines = createCommandLines(command);
  const given = options.context ?? [];
  const accuracy = accuracyOf(forecasts);
  print(options, context, { ...predicted, accuracy }, (one, out) => {
    printCapacity(one, out, { lines, given });
    out.line();
    for (const line of describeAccuracy(accuracy)) out.line(line);
  });
}
