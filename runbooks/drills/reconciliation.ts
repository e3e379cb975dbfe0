import type { Drill, Setup } from './drill.ts';
import type { DrillSender } from './stage/drill-sender.ts';
import type { DrillStage } from './stage/drill-stage.ts';

/** What waits for hours is jumped. The sender and the functions go by nearly the same clock. */
const withSender: Setup = { name: 'a sender with a log', hasSender: true, clockFactor: 2 };

/** What somebody does on the pages of the sender. */
const atSender = (says: string, act: (sender: DrillSender) => unknown) => ({
  says,
  async call({ sender }: DrillStage) {
    if (sender === undefined) throw new Error('This stage has no sender of its own');
    await act(sender);
  },
});

/** Its log is read: what it calls delivered before the first run is nobody's loss. */
const reading = [{ run: 'npx spillway secrets set github --delivery-log' }, { jump: 600 }] as const;

const lookAtOnce = { step: 'Look at once' } as const;
const [missed, absent] = ['drill-missed', 'drill-absent'];

export const reconciliationDrills: readonly Drill[] = [
  {
    alarm: 'missed-deliveries',
    of: 'github',
    setup: withSender,
    before: reading,
    inject: [
      atSender('the webhook at GitHub leads to where nobody listens, and one is sent', (sender) => {
        sender.disconnect();
        return sender.github.deliver({ guid: missed });
      }),
    ],
    // Five askings take 155 minutes, and each waits for the next run.
    detectSeconds: 12_000,
    mitigation: [
      atSender('its URL is mended at GitHub, and _Redeliver_ pressed there', (sender) => {
        sender.connect();
        return sender.github.deliver({ guid: missed });
      }),
      lookAtOnce,
    ],
    clearSeconds: 900,
  },
  {
    alarm: 'delivered-but-absent',
    of: 'github',
    setup: withSender,
    before: reading,
    inject: [
      atSender('a webhook is in GitHub’s log as delivered, and never came', ({ github }) =>
        github.record({ guid: absent, status: 202 }),
      ),
    ],
    mitigation: [
      atSender('_Redeliver_ is pressed at GitHub', ({ github }) =>
        github.deliver({ guid: absent }),
      ),
      lookAtOnce,
    ],
    clearSeconds: 900,
  },
  {
    alarm: 'delivery-log-unreadable',
    of: 'github',
    setup: withSender,
    before: reading,
    inject: [
      atSender('the token is revoked at GitHub', (sender) => {
        sender.revokeToken();
      }),
    ],
    // The first run that fails comes within five minutes.
    detectSeconds: 1_500,
    mitigation: [{ step: 'Make a new token', fill: { SOURCE: 'github' } }],
    clearSeconds: 1_200,
  },
  {
    alarm: 'reconciler-silent',
    of: 'github',
    setup: withSender,
    before: reading,
    inject: [{ fault: 'schedules-stopped' }],
    detectSeconds: 1_800,
    siblings: ['audit-silent'],
    mitigation: ['end'],
    clearSeconds: 900,
  },
];
