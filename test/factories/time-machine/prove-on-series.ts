import { beforeAll, expect, it } from 'vitest';
import type { AlarmText } from '../../../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../../../dashboards/alarms/alarm-slug.ts';
import { synthesizeStack } from '../synthesized-stack.ts';
import type { Proof, ProofsOf } from './proof.ts';
import { createTimeMachine, type TimeMachine } from './time-machine.ts';

const stage = 'prod';

/** The kinds of cases, and what they have to show. */
const kinds = {
  fires: /^\d+-/,
  quiet: /^never$/,
  clears: /^\d+-\d+$/,
  sparse: /./,
  atThreshold: /./,
  oneShort: /^never$/,
} as const satisfies Record<keyof Proof, RegExp>;

/** Of an alarm that there is for each source or destination, the one for the only one of the tests' configuration. */
const only = {
  ...{ sources: '-github', destinations: '-app' },
  ...{ cadences: '-github', deliveryLogs: '-github' },
} as const;

/** Declares a test for each case, on the alarms as a stage deploys them. */
export function proveOnSeries<
  Alarms extends Readonly<Record<string, AlarmText & { readonly each?: keyof typeof only }>>,
>(alarms: Alarms, proofs: ProofsOf<Alarms>): void {
  let machine: TimeMachine;
  beforeAll(async () => {
    machine = createTimeMachine(await synthesizeStack({ stage }), stage);
  });
  const cases = Object.entries(alarms).flatMap(([id, { each }]) =>
    Object.entries(kinds).map(([kind, form]) => {
      const [what, given, alarmed = 'never'] = proofs[id]?.[kind as keyof Proof] ?? ['', {}];
      const slug = alarmSlug(id) + (each === undefined ? '' : only[each]);
      return { slug, kind, form, what, given, alarmed };
    }),
  );
  it.each(cases)('$slug $kind: $what', ({ slug, form, given, alarmed }) => {
    expect(machine.onSeries(given).alarmed(slug)).toBe(alarmed);
    expect(alarmed).toMatch(form);
  });
}
