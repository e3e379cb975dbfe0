import type { Command } from 'commander';
import { CommandError } from '../../client/command-error.ts';
import type { Journeys } from '../../client/journey/journey.ts';
import { openJourney } from '../../client/journey/open-journey.ts';
import { readJourneys } from '../../client/journey/read-journeys.ts';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { endLook, type ProgramContext, print, type Shared } from '../command.ts';
import { type Connected, connect } from '../connect.ts';
import { lookText, printJourneys } from './print-journeys.ts';

export interface TraceFlags extends Shared {
  readonly config?: string;
  readonly source?: string;
  readonly since?: Date;
}

const dayMs = 86_400_000;

/** `spillway trace` */
export function trace(
  id: string,
  options: TraceFlags,
  command: Command,
  context: ProgramContext,
): Promise<void> {
  return connect(command, context, async (connected) => {
    const { root, signal, sleep, now, err, setExitCode } = context;
    const since = options.since?.getTime() ?? now() - dayMs;
    await using opened = await openJourney(connected, {
      ...{ root, signal, sleep, since, deliveryId: id, until: now() },
      ...{ source: options.source, config: options.config },
    });
    const journeys = await readJourneys(id, { ...opened.ports, onProgress: err.progress });
    if (journeys.webhooks.length === 0 && !signal.aborted) throw notFound(id, journeys, connected);
    print(options, context, journeys, printJourneys);
    const isPartial = journeys.looked.some(
      ({ place, failed }) => failed !== undefined && place !== 'X-Ray',
    );
    if (isPartial) setExitCode(exitCodes.partly);
    endLook(context);
  });
}

function notFound(id: string, { looked }: Journeys, { lines }: Connected): CommandError {
  return new CommandError(
    `Nothing is known of a delivery ${id}. Looked at: ${looked.map(lookText).join('; ')}.`,
    `Look further back: ${lines.same({ since: '7d' })}. A refused webhook is logged under the trackingId of its answer: ${lines.other(['logs'], { level: 'warn' })}`,
  );
}
