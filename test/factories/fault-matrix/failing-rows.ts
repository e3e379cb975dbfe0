import { attempts, hasFailed, type Row, struck } from './row.ts';

const common = { group: 'failing', by: 'queue', ends: 'processed', seenAtMost: 1 } as const;

export const failingRows: readonly Row[] = [
  {
    ...common,
    name: 'down',
    title: 'destination down, circuit open',
    group: 'resting',
    run: struck(
      (cell) => cell.on('destination-down'),
      'deliveries fail, and are put back once the circuit is open',
      (cell) =>
        cell.since().failures > 0 &&
        cell.since().WebhookParked >= cell.atSize({ single: 0, ten: 1, thousand: 200 }),
    ),
  },
  {
    ...common,
    name: 'transform',
    title: 'transform throws for every second webhook, beside healthy ones',
    group: 'resting',
    ends: 'half dead-lettered',
    reasons: ['exhausted'],
    isOwnFailure: true,
    run: (cell) => cell.putOnQueue(),
  },
  {
    ...common,
    name: 'resets',
    title: 'destination breaks off its connections',
    run: struck((cell) => cell.on('destination-resets'), 'deliveries fail', hasFailed),
  },
  {
    ...common,
    name: '429',
    title: 'destination answers 429',
    run: struck((cell) => cell.on('destination-429', { seconds: 1 }), 'deliveries fail', hasFailed),
  },
  {
    ...common,
    name: 'slow',
    title: 'destination slow, in time',
    run: struck(
      (cell) => cell.on('destination-slow', { seconds: 0.3 }),
      'webhooks arrive',
      (cell) => cell.arrivals().size >= cell.atSize({ single: 1, ten: 9, thousand: 60 }),
    ),
  },
  {
    ...common,
    name: 'too-slow',
    title: 'destination slower than its time limit',
    seenAtMost: attempts, // case 2
    run: struck(
      (cell) => cell.on('destination-slow', { seconds: 2.5 }),
      'deliveries fail',
      hasFailed,
    ),
  },
  {
    ...common,
    name: 'garbage',
    title: 'destination answers 200 with garbage',
    run: async (cell) => {
      await cell.on('destination-garbage');
      await cell.putOnQueue();
    },
  },
  {
    ...common,
    name: 'table',
    title: 'table down before the claim',
    run: struck((cell) => cell.on('table-down'), 'webhooks fail', hasFailed),
  },
  {
    ...common,
    name: 'table-busy',
    title: 'table throttled',
    run: struck((cell) => cell.on('table-throttled'), 'webhooks fail', hasFailed),
  },
  {
    ...common,
    name: 'table-mute',
    title: 'answers of the table lost after it wrote',
    run: async (cell) => {
      await cell.on('table-answer-lost');
      await cell.putOnQueue();
    },
  },
  {
    ...common,
    name: 'table-later',
    title: 'table down after the claim',
    seenAtMost: attempts, // case 3
    run: async (cell) => {
      await cell.on('destination-slow', { seconds: 0.5 });
      await cell.putOnQueue();
      await cell.until('a webhook arrives', () => cell.arrivals().size > 0);
      await cell.on('table-down');
      await cell.until('webhooks fail', () => hasFailed(cell));
      await cell.off();
    },
  },
  {
    ...common,
    name: 'sockets',
    title: 'kept connections dead at the thaw',
    by: 'api',
    run: async (cell) => {
      await cell.on('sockets-dead');
      await cell.send();
      await cell.until('webhooks arrive', () => cell.arrivals().size > 0);
    },
  },
];
