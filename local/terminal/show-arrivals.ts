import { printable } from '../../client/terminal/printable.ts';
import type { Arrival } from '../sink/arrivals.ts';
import type { Message } from '../sink/messages.ts';

/** Lines a second before they are summed up: beyond that nobody reads them, and printing costs. */
const linesPerSecond = 10;

/** Prints each arrival on a line of its own, and under load one line a second for the rest. */
export function createArrivalPrinter(print: (line: string) => void) {
  let printed = 0;
  let skipped = 0;
  const timer = setInterval(() => {
    if (skipped > 0) print(`  … and ${skipped} more in this second`);
    printed = 0;
    skipped = 0;
  }, 1000);
  timer.unref();
  const show = (describe: () => string) => {
    if (printed >= linesPerSecond) {
      skipped++;
      return;
    }
    printed++;
    print(printable(describe()));
  };
  return {
    arrived: (arrival: Arrival) => show(() => describeArrival(arrival, Date.now())),
    messageArrived: (message: Message) => show(() => describeMessage(message)),
    stop: () => clearInterval(timer),
  };
}

function describeMessage({ kind, destination, deliveryId, title, bytes }: Message): string {
  return `  arrived  ${deliveryId ?? kind}  ${title} → ${destination}  ${bytes} bytes`;
}

function describeArrival(arrival: Arrival, now: number): string {
  const { deliveryId, source, type, destination, bytes, receivedAt } = arrival;
  const milliseconds = now - Date.parse(receivedAt);
  return `  arrived  ${deliveryId}  ${source} ${type} → ${destination}  ${bytes} bytes, ${milliseconds} ms after receipt`;
}
