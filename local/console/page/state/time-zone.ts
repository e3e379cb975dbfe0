import { computed, signal } from '@preact/signals';
import type { TimeZone } from '../parts/wall-clock.ts';

const storedAs = 'spillway-console-times';

/** Of all times that are shown. What addresses hold is in UTC whatever it is. */
export const timeZone = signal<TimeZone>(
  localStorage.getItem(storedAs) === 'local' ? 'local' : 'utc',
);

export function chooseTimeZone(zone: TimeZone): void {
  timeZone.value = zone;
  localStorage.setItem(storedAs, zone);
}

/** Stands by times, and in the heads of their columns. */
export const zoneName = computed(() => (timeZone.value === 'utc' ? 'UTC' : 'local'));

/** `Europe/Berlin` */
export const ownZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone;
