import { expect, it } from 'vitest';
import { chooseDrills } from './choose-drills.ts';
import { choosePlayable } from './choose-playable.ts';
import { secondsIn } from './detect-budget.ts';
import type { Drill } from './drill.ts';
import { parseGameDay } from './game-day/options.ts';
import { pickTwo } from './game-day/pick-two.ts';
import { parseOptions } from './options.ts';
import { plain } from './setups.ts';
import { whyOnlyHere } from './why-only-here.ts';

const drill = (alarm: string, changes: Partial<Drill> = {}): Drill => ({
  ...{ alarm, setup: plain, inject: [], mitigation: [], clearSeconds: 60, ...changes },
});
const poison = drill('dlq-not-empty');
const down = drill('dlq-growing', { inject: [{ fault: 'destination-down' }] });
const old = drill('dlq-age', { mitigation: [{ jump: 60 }] });
const groups = { 'dead-letters': [poison, down], edge: [drill('api-5xx')] };

it.each([
  [['dlq-not-empty', '--target', 'aws', '--stage', 'prod'], /never play on prod/],
  [['dlq-not-empty', '--target', 'aws', '--stage', 'production'], /never play on production/],
  [['dlq-not-empty', '--target', 'aws'], /No stage is named/],
  [['dlq-not-empty', '--stage', 'dev'], /--stage is for a deployed stage only/],
  [['dlq-not-empty', '--target', 'azure'], /--target must be aws, not "azure"/],
  [['all', '--jobs', '0'], /--jobs must be a whole number above 0, not "0"/],
  [['all', '--verbose'], /Unknown option '--verbose'/],
  [[], /No drill is named/],
])('refuses %j', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

it('plays the named drills, those of a group, or all', () => {
  const names = (options: { names: readonly string[]; group?: string }) =>
    chooseDrills({ group: undefined, ...options }, groups).map(({ alarm }) => alarm);
  expect(names({ names: ['all'] })).toEqual(['dlq-not-empty', 'dlq-growing', 'api-5xx']);
  expect(names({ names: [], group: 'edge' })).toEqual(['api-5xx']);
  expect(names({ names: ['api-5xx', 'dlq-growing'] })).toEqual(['dlq-growing', 'api-5xx']);
  expect(() => names({ names: ['dlq-empty'] })).toThrow('Did you mean dlq-not-empty?');
  expect(() => names({ names: [], group: 'edges' })).toThrow('Did you mean edge?');
});

it('plays a variant by its own name, and with the others of its alarm', () => {
  const rollback = drill('api-5xx', { variant: 'rollback' });
  const edge = [...groups.edge, rollback];
  const chosen = (...names: string[]) => chooseDrills({ group: undefined, names }, { edge });
  expect(chosen('api-5xx-rollback')).toEqual([rollback]);
  expect(chosen('api-5xx')).toEqual(edge);
});

it('says why a deployed stage can’t play a drill, and plays the others there', () => {
  expect([poison, down, old].map(whyOnlyHere)).toEqual([
    undefined,
    'the fault destination-down is the embedded stack’s',
    'time has to jump',
  ]);
  expect(whyOnlyHere(drill('x', { setup: { ...plain, context: { maxConcurrency: '2' } } }))).toBe(
    'it is for a stage with maxConcurrency=2',
  );
  expect(choosePlayable([poison, down], false)).toEqual([poison]);
  expect(() => choosePlayable([poison, down], true)).toThrow('A deployed stage can’t play this');
});

it('reads the time to detect from what a page says', () => {
  expect(secondsIn('3 minutes after the first dead letter; up to 15 more')).toBe(180);
  expect(secondsIn('15 to 25 minutes after the last run')).toBe(1_500);
  expect(() => secondsIn('at once')).toThrow('No time to detect is said: at once');
});

it('picks for a game day the same two drills for the same seed, of one setup and without a jump', () => {
  const other = drill('api-5xx', { setup: { ...plain, name: 'other' } });
  for (const seed of [1, 2, 3]) {
    expect(pickTwo([poison, down, old, other], seed)).toEqual([poison, down]);
  }
  expect(() => pickTwo([poison, other], 1)).toThrow('No two drills share a setup');
  expect(() => parseGameDay(['--seed', 'x'], () => 1)).toThrow('--seed must be a whole number');
  expect(parseGameDay([], () => 4).seed).toBe(4);
});
