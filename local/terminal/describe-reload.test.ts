import { expect, it } from 'vitest';
import type { Reload } from '../boot/reload/reload.ts';
import { describeReload } from './describe-reload.ts';

const reloaded = { kind: 'reloaded', seconds: 1.24, newSources: [] } as const;

it.each<[Reload, string]>([
  [
    { ...reloaded, changes: ['source stripe (new)', 'routes'] },
    'Reloaded in 1.2 s: source stripe (new), routes',
  ],
  [{ ...reloaded, changes: [] }, 'Reloaded in 1.2 s: nothing that is deployed has changed'],
  [
    {
      kind: 'refused',
      why: 'spillway.config.ts is not valid:\n  routes[0].to[0]: "x" is not declared\n  sources: none.',
    },
    'Not reloaded, and all goes on as before: spillway.config.ts is not valid: routes[0].to[0]: "x" is not declared sources: none',
  ],
  [
    { kind: 'needs-restart', why: 'the stack is Spillway-prod now' },
    'Not reloaded, and all goes on as before: the stack is Spillway-prod now. For that, restart npm start',
  ],
])('says in one line what came of an edit', (reload, line) => {
  expect(describeReload(reload)).toBe(line);
});
