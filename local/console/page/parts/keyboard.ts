import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Key {
  /** As `KeyboardEvent.key` says it; two that follow each other have a space between. */
  readonly key: string;
  /** For the page that lists them. */
  readonly does: string;
  readonly where: 'everywhere' | 'events';
}

/** All keys of the console. Arrows stay with scrolling. */
export const keys = {
  help: { key: '?', does: 'show the keys', where: 'everywhere' },
  overview: { key: 'g o', does: 'go to Overview', where: 'everywhere' },
  events: { key: 'g e', does: 'go to Events', where: 'everywhere' },
  letters: { key: 'g d', does: 'go to Dead letters', where: 'everywhere' },
  alarms: { key: 'g a', does: 'go to Alarms', where: 'everywhere' },
  search: { key: '/', does: 'search', where: 'events' },
  next: { key: 'j', does: 'next row', where: 'events' },
  previous: { key: 'k', does: 'previous row', where: 'events' },
  open: { key: 'Enter', does: 'open the row', where: 'events' },
  close: { key: 'Escape', does: 'close what is open', where: 'events' },
  follow: { key: 'f', does: 'follow the newest, or stop', where: 'events' },
  select: { key: 'x', does: 'select the row, or not', where: 'events' },
  again: { key: 'r', does: 'replay the webhook, or send it again', where: 'events' },
  copy: { key: 'c', does: 'copy the delivery id', where: 'events' },
} as const satisfies Record<string, Key>;
export type KeyName = keyof typeof keys;

const storedAs = 'spillway-console-keys';

/** Single keys get in the way of speech input: they can be switched off (WCAG 2.1.4). */
export const areKeysOn = signal(localStorage.getItem(storedAs) !== 'off');

export function switchKeys(on: boolean): void {
  areKeysOn.value = on;
  localStorage.setItem(storedAs, on ? 'on' : 'off');
}

/** Calls what belongs to a key while the caller is shown, except where somebody types, or a dialog or a menu is open. */
export function useKeys(handlers: Partial<Record<KeyName, () => void>>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = nameOf(event);
      const handle = name === undefined ? undefined : latest.current[name];
      if (handle === undefined) return;
      event.preventDefault();
      handle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const typed = 'input, textarea, select, [contenteditable]';
const pressed = 'a, button, summary';
const onTop = 'dialog[open], :popover-open';

/** Each caller asks: a key that is the first of two is so for all of them. */
const named = new WeakMap<KeyboardEvent, KeyName | undefined>();

function nameOf(event: KeyboardEvent): KeyName | undefined {
  if (!named.has(event)) named.set(event, readName(event));
  return named.get(event);
}

const first = 'g';
const secondWithinMs = 1_500;
/** When the first of two was pressed. */
let firstAt = Number.NEGATIVE_INFINITY;

/** What was pressed, behind the first of two if one was. */
function pressedKeys({ key }: KeyboardEvent): string {
  const isSecond = performance.now() - firstAt < secondWithinMs;
  firstAt = key === first && !isSecond ? performance.now() : Number.NEGATIVE_INFINITY;
  return isSecond ? `${first} ${key}` : key;
}

function readName(event: KeyboardEvent): KeyName | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target as Element;
  if (target.matches(typed) || document.querySelector(onTop) !== null) return undefined;
  if (event.key === 'Enter' && target.matches(pressed)) return undefined;
  if (event.key !== 'Escape' && !areKeysOn.value) return undefined;
  const given = pressedKeys(event);
  const names = Object.keys(keys) as KeyName[];
  return names.find((name) => keys[name].key === given);
}
