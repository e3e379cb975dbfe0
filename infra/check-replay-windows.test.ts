import { expect, it } from 'vitest';
import example from '../examples/all-senders.config.ts';
import { fixtureSettings } from '../test/factories/fixture-inputs.ts';
import { checkReplayWindows } from './check-replay-windows.ts';

it('takes every sender in every stage', () => {
  for (const stage of ['dev', 'prod']) {
    expect(() => checkReplayWindows(example, fixtureSettings(stage))).not.toThrow();
  }
});

it('refuses a memory that ends before a request that was captured does', () => {
  const check = (deliveryMemoryDays: string) => () =>
    checkReplayWindows(example, fixtureSettings('dev', { deliveryMemoryDays }));
  expect(check('2')).toThrow(
    '-c deliveryMemoryDays=2: must be at least 3, since source calendly takes a signed request for longer than that.',
  );
  expect(check('3')).not.toThrow();
});

it('looks at senders of one’s own as well', () => {
  const { acme } = example.sources;
  const [scheme] = acme.custom.schemes;
  const timestamp = { ...scheme.timestamp, toleranceSeconds: 43_200 };
  const custom = { ...acme.custom, schemes: [{ ...scheme, timestamp }] };
  const check = (deliveryMemoryDays: number) => () =>
    checkReplayWindows({ sources: { own: { sender: 'custom', custom } } }, { deliveryMemoryDays });
  expect(check(1)).toThrow(/must be at least 2, since source own/);
  expect(check(2)).not.toThrow();
});
