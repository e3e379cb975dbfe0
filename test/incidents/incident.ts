import type { Conditions } from '../factories/time-machine/stage/conditions.ts';

/** Something that goes wrong on a stage, and what its alarms make of it. */
export interface Incident {
  readonly title: string;
  /** One sentence. */
  readonly story: string;
  /** What is so all the time. */
  readonly always?: Partial<Conditions>;
  /** How many minutes pass before it begins. */
  readonly startsAt: number;
  /** What happens in them. */
  readonly before?: (minute: number) => Partial<Conditions>;
  /** How many minutes are watched from then on. */
  readonly lasts: number;
  /** @param minute since it began, from 0 */
  readonly during: (minute: number) => Partial<Conditions>;
  /** In the order in which they fire from then on, and nothing else. The others are siblings of the first. */
  readonly fires: readonly Fired[];
}

export interface Fired {
  /** The last part of the alarm's name. */
  readonly alarm: string;
  /** How many minutes after the beginning. */
  readonly after: number;
  /** How many minutes after the beginning it was off again; absent if it is still on in the end. */
  readonly over?: number;
}
