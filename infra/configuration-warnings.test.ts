import { expect, it } from 'vitest';
import type { SpillwayConfig } from './configuration.ts';
import { configurationWarnings } from './configuration-warnings.ts';

const sources = {
  github: { sender: 'github' },
  stripe: { sender: 'stripe' },
  slack: { sender: 'slack' },
  own: { sender: 'standard-webhooks' },
} as const;
const app = { type: 'http', url: 'https://app.example.com/webhooks' } as const;

/** Of a route for one of the sources. */
function warningsOf(match: SpillwayConfig['routes'][number]['match']): readonly string[] {
  const routes = [
    { name: 'some', match, to: ['app'] },
    { name: 'rest', match: {}, to: ['app'] },
  ];
  return configurationWarnings({ sources, destinations: { app }, routes });
}

const at = 'routes[0].match.type:';

it.each<[SpillwayConfig['routes'][number]['match'], string]>([
  [
    { source: 'stripe', type: 'invoice.payed' },
    `${at} stripe is not known to send 'invoice.payed'; did you mean "invoice.paid"?`,
  ],
  [
    { source: ['github', 'stripe'], type: ['push', 'pull_requets'] },
    `${at} none of github, stripe is known to send 'pull_requets'; did you mean "pull_request"?`,
  ],
  [{ source: 'github', type: 'invoice.paid' }, `${at} github is not known to send 'invoice.paid'.`],
  [
    { source: 'stripe', type: [{ prefix: 'invoce.' }] },
    `${at} stripe is not known to send { prefix: 'invoce.' }.`,
  ],
  [
    { source: 'github', type: [{ anythingBut: ['psuh'] }] },
    `${at} github is not known to send 'psuh'; did you mean "push"?`,
  ],
  [
    { json: { ref: { prefx: 'refs/' } } },
    "routes[0].match.json.ref: { prefx: 'refs/' } looks for a field of the body called prefx; did you mean the matcher [{ prefix: … }]?",
  ],
])('warns of what is most likely a mistake: %j', (match, warning) => {
  expect(warningsOf(match)).toEqual([warning]);
});

it.each<SpillwayConfig['routes'][number]['match']>([
  { source: 'stripe', type: 'invoice.paid' },
  { source: ['github', 'stripe'], type: ['push', 'invoice.paid'] },
  { source: 'github', type: [{ prefix: 'pull_request' }, { exists: true }] },
  { source: 'github', type: [{ anythingBut: ['push'] }] },
  { source: 'slack', type: '/deploy' },
  { source: 'slack', type: [{ prefix: '/' }] },
  { source: 'own', type: 'anything.at.all' },
  { type: 'invoice.payed' },
  { json: { phone: { prefix: ['+49'] }, release: { draft: false, tag_name: ['v1'] } } },
])('says nothing of what may be right: %j', (match) => {
  expect(warningsOf(match)).toEqual([]);
});

it('names sources that no route takes, and destinations that no route leads to', () => {
  const config = {
    sources: { github: sources.github, stripe: sources.stripe },
    events: {},
    destinations: { app, audit: app },
    routes: [{ name: 'pushes', match: { source: 'github' }, to: ['app'] }],
  };
  expect(configurationWarnings(config)).toEqual([
    'sources.stripe: no route takes its webhooks, so all of them are filtered.',
    'events: no route takes its webhooks, so all of them are filtered.',
    'destinations.audit: no route leads to it.',
  ]);
});

it('says where there are so many that one alarm looks at all of them together', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`s${n}`, { sender: 'github' } as const]),
    );
  const routes: SpillwayConfig['routes'] = [{ name: 'all', match: {}, to: ['app'] }];
  const warned = (count: number) =>
    configurationWarnings({ sources: many(count), destinations: { app }, routes });
  expect(warned(30)).toEqual([]);
  expect(warned(31)).toEqual([
    'sources: one alarm signature-failures looks at all 31, since there are more than 30.',
  ]);
});
