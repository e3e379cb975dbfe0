import { describe, expect, it } from 'vitest';
import allSenders from '../examples/all-senders.config.ts';
import routing from '../examples/routing.config.ts';
import serviceEvents from '../examples/service-events.config.ts';
import type { SpillwayConfig } from '../service/webhook/configuration.ts';
import type { RouteConfig } from '../service/webhook/route-config.ts';
import fixture from '../test/fixtures/default.config.ts';
import { findUnreachable } from './find-unreachable.ts';

const sources = { github: { sender: 'github' }, payments: { sender: 'stripe' } } as const;
const findingsOf = (...routes: readonly RouteConfig[]) => findUnreachable({ sources, routes });

const everything = { name: 'everything', match: {}, to: ['app'] };

describe('findUnreachable', () => {
  it.each<[string, SpillwayConfig]>([
    ['of all senders', allSenders],
    ['of routing', routing],
    ['of service events', serviceEvents],
    ['of the tests', fixture],
  ])('finds nothing in the example %s', (_, config) => {
    expect(findUnreachable(config)).toEqual([]);
  });

  it('finds a source that no route takes, events included', () => {
    const routes = [{ name: 'pushes', match: { source: ['github'] }, to: ['app'] }];
    expect(findUnreachable({ sources, events: {}, routes })).toEqual([
      'Source payments: no route takes it, so all of its webhooks are filtered.',
      'Source events: no route takes it, so all of its webhooks are filtered.',
    ]);
  });

  it('finds a route that waits for a header which no sender of its sources hands on', () => {
    const to = ['app'];
    const paid = { source: 'payments', headers: { 'x-github-event': 'push' } };
    expect(
      findingsOf(
        { name: 'paid', match: paid, to },
        { name: 'pushes', match: { ...paid, source: ['payments', 'github'] }, to },
        { name: 'rest', match: { headers: { 'x-own': [{ exists: false }] } }, to },
      ),
    ).toEqual([
      expect.stringMatching(
        /^Route paid: never matches, because no sender .* header x-github-event\./,
      ),
    ]);
  });

  it.each<[string, RouteConfig]>([
    ['takes less', { name: 'second', match: { type: 'push' }, to: ['app'] }],
    ['has a transform', { ...everything, name: 'second', transform: () => ({ body: '' }) }],
  ])('finds a route after one that takes all for the same destination: %s', (_, second) => {
    expect(findingsOf(everything, second)).toEqual([
      'Route second: has no effect, because app get every webhook that it takes by an earlier route: everything.',
    ]);
  });

  it.each<[string, RouteConfig['match'], RouteConfig['match'], number]>([
    ['a list that holds the other', { type: ['push', 'ping'] }, { type: 'push' }, 1],
    ['a list that does not', { type: ['push'] }, { type: ['push', 'ping'] }, 0],
    ['the same conditions', { json: { a: ['b'] } }, { json: { a: ['b'] } }, 1],
    ['other conditions', { json: { a: ['b'] } }, { json: { a: ['c'] } }, 0],
    ['a condition more', { type: 'push', json: { a: 1 } }, { type: 'push' }, 0],
    ['another source', { source: 'github' }, { source: 'payments' }, 0],
    [
      'a header of both',
      { headers: { 'x-github-event': 'a' } },
      { headers: { 'x-github-event': 'a' } },
      1,
    ],
    ['a header of one', { headers: { 'x-github-event': 'a' } }, {}, 0],
  ])('compares the conditions of two routes as they are written: %s', (_, wide, narrow, count) => {
    const found = findingsOf(
      { name: 'wide', match: wide, to: ['app', 'audit'] },
      { name: 'narrow', match: narrow, to: ['app'] },
      { name: 'rest', match: {}, to: ['other'] },
    );
    expect(found.filter((line) => line.startsWith('Route narrow'))).toHaveLength(count);
  });

  it.each<[string, RouteConfig, RouteConfig]>([
    ['its own destination', everything, { name: 'second', match: {}, to: ['app', 'audit'] }],
    ['code of its own', everything, { ...everything, name: 'second', handler: () => undefined }],
    [
      'what a transform may have dropped',
      { ...everything, transform: () => undefined },
      { ...everything, name: 'second' },
    ],
  ])('leaves alone a route with %s', (_, first, second) => {
    expect(findingsOf(first, second)).toEqual([]);
  });
});
