import type { Cell } from './cell.ts';
import { attempts, hasFailed, type Row, struck } from './row.ts';

const common = { by: 'queue', ends: 'processed', isDeadly: true } as const;

/** One batch has to be struck; of a hundred, every second one. */
const shareOf = (cell: Cell) => ({ share: cell.atSize({ single: 1, ten: 1, thousand: 0.5 }) });

/** So that some functions die before a request went out, and some after it. */
const lingering = (cell: Cell) => cell.on('destination-slow', { seconds: 0.1 });

const hasTimedOut = (cell: Cell) =>
  cell.since().timeouts >= cell.atSize({ single: 1, ten: 1, thousand: 4 });

export const killedRows: readonly Row[] = [
  {
    ...common,
    name: 'killed',
    title: 'processing killed mid-batch',
    group: 'killed',
    seenAtMost: attempts, // case 1
    run: struck(
      async (cell) => {
        await lingering(cell);
        await cell.on('processing-killed', shareOf(cell));
      },
      'environments die',
      (cell) => cell.since().crashes >= cell.atSize({ single: 1, ten: 1, thousand: 10 }),
    ),
  },
  {
    ...common,
    name: 'timeout',
    title: 'function timeout',
    group: 'killed',
    seenAtMost: attempts, // case 1
    run: struck(
      async (cell) => {
        await lingering(cell);
        await cell.on('processing-timeout', shareOf(cell));
      },
      'functions time out',
      hasTimedOut,
    ),
  },
  {
    ...common,
    name: 'hangs',
    title: 'destination hangs, longer than the function may run',
    group: 'killed',
    seenAtMost: attempts, // case 2: it is given up before the function ends
    isDeadly: false,
    run: struck((cell) => cell.on('destination-hangs'), 'deliveries fail', hasFailed),
  },
  {
    ...common,
    name: 'mute',
    title: 'table does not answer, longer than the function may run',
    group: 'killed',
    seenAtMost: 1,
    run: struck((cell) => cell.on('table-hangs'), 'functions time out', hasTimedOut),
  },
  {
    ...common,
    name: 'throttled',
    title: 'processing throttled',
    group: 'killed',
    seenAtMost: 1,
    isDeadly: false,
    run: struck(
      (cell) => cell.on('processing-throttled'),
      'Lambda runs none',
      (cell) => cell.since().throttles >= cell.atSize({ single: 1, ten: 1, thousand: 4 }),
    ),
  },
  {
    ...common,
    name: 'parked',
    title: 'processing killed while a destination rests',
    group: 'parked',
    seenAtMost: 1,
    run: async (cell) => {
      await cell.on('destination-down');
      await cell.putOnQueue();
      await cell.until('the circuit opens', () => cell.since().CircuitOpened > 0);
      // A batch that is put back is done in some milliseconds.
      const seconds = cell.atSize({ single: 0.005, ten: 0.015, thousand: 0.015 });
      await cell.on('processing-killed', { seconds });
      await cell.until(
        'environments die',
        () => cell.since().crashes >= cell.atSize({ single: 1, ten: 2, thousand: 6 }),
      );
      await cell.off();
    },
  },
];
