import { expect, it } from 'vitest';
import { defineConfig } from './configuration.ts';
import { reconciledSources } from './reconciled-sources.ts';

const log = { kind: 'github', repository: 'octo/repo', hook: 1 } as const;
const sources = {
  github: { sender: 'github', deliveryLog: log },
  other: { sender: 'github', deliveryLog: { ...log, hook: 2 } },
  stripe: { sender: 'stripe' },
} as const;
const destinations = {
  app: { type: 'http', url: 'https://app.example.com' },
  audit: { type: 'http', url: 'https://audit.example.com' },
} as const;

it('names only sources with a log, and for each what its routes deliver to and the types that they take', () => {
  const config = defineConfig({
    sources,
    destinations,
    routes: [
      { name: 'pushes', match: { source: 'github', type: 'push' }, to: ['app'] },
      {
        name: 'ours',
        match: { source: ['github', 'stripe'], type: [{ prefix: 'pull_' }] },
        handler: () => {},
      },
      { name: 'all of it', match: { source: 'other' }, to: ['audit', 'app'] },
      { name: 'again', match: { source: 'other', type: 'push' }, to: ['app'] },
    ],
  });
  expect(reconciledSources(config)).toEqual({
    github: { log, receivers: ['app', 'handler:ours'], types: ['push', { prefix: 'pull_' }] },
    other: { log: { ...log, hook: 2 }, receivers: ['audit', 'app'] },
  });
});

it('lets a source without a route take no type at all', () => {
  expect(reconciledSources({ sources: { github: sources.github }, routes: [] })).toEqual({
    github: { log, receivers: [], types: [] },
  });
});

it('survives being written into a bundle as JSON', () => {
  const config = { sources, routes: [{ name: 'everything', match: {}, to: ['app'] }] };
  const written = reconciledSources(config);
  expect(JSON.parse(JSON.stringify(written))).toEqual(written);
});
