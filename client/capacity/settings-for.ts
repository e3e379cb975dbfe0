import { settingsSchema } from '../../infra/settings-schema.ts';
import type { CapacitySettings } from './capacity-settings.ts';
import { raisedFor } from './deployment.ts';
import type { Needs } from './needs.ts';

/** What to set, so that a stage carries a rate. */
export interface SettingsFor {
  /** By the names of `-c`. Empty: it does already. */
  readonly changes: Readonly<Record<string, number>>;
  /** Settings that don't go so far; each of them with what the rate would need. */
  readonly beyond: Readonly<Record<string, number>>;
}

const scaled = [
  'throttleRatePerSecond',
  'ingestionReservedConcurrency',
  'maxConcurrency',
  'accountConcurrency',
] as const;

/** A quarter more than is needed, so that a backlog drains while more comes. */
export function settingsFor(needs: Needs, settings: CapacitySettings): SettingsFor {
  const raised = raisedFor(needs, settings);
  const changed = scaled.filter((name) => isShort(name, needs, settings));
  const isAllowed = (name: (typeof scaled)[number]) =>
    settingsSchema.shape[name].safeParse(raised[name]).success;
  const pick = (names: readonly (typeof scaled)[number][]) =>
    Object.fromEntries(names.map((name) => [name, raised[name]]));
  return {
    changes: pick(changed.filter(isAllowed)),
    beyond: pick(changed.filter((name) => !isAllowed(name))),
  };
}

function isShort(
  name: (typeof scaled)[number],
  { ratePerSecond, ingestion, processing, account }: Needs,
  settings: CapacitySettings,
): boolean {
  const { ingestionReservedConcurrency: reserved } = settings;
  const needed = {
    throttleRatePerSecond: ratePerSecond,
    ingestionReservedConcurrency: reserved > 0 ? ingestion : 0,
    maxConcurrency: processing,
    accountConcurrency: account,
  };
  return needed[name] > settings[name];
}
