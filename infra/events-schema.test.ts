import { describe, expect, it } from 'vitest';
import { validateConfiguration } from './configuration.ts';

const valid = {
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
};

function check(changes: object): unknown {
  return validateConfiguration({ ...valid, ...changes }, 'spillway.config.ts');
}

describe('events in the configuration', () => {
  it.each([
    ['all defaults', {}],
    ['services', { clients: ['billing', 'orders-2'] }],
    ['a lifetime', { tokenMinutes: 5 }],
  ])('may have %s', (_what, events) => {
    expect(check({ events })).toEqual({ ...valid, events });
  });

  it.each([
    ['no service', { clients: [] }, 'events.clients: must name at least one service'],
    ['a service twice', { clients: ['a', 'a'] }, 'events.clients: must not name a service twice'],
    ['a name with capitals', { clients: ['Billing'] }, 'events.clients[0]: must be 1 to 32'],
    ['a lifetime that is too short', { tokenMinutes: 4 }, 'events.tokenMinutes: must be a whole'],
    ['a lifetime over a day', { tokenMinutes: 1_441 }, 'events.tokenMinutes: must be a whole'],
    [
      'another field',
      { scopes: [] },
      'events.scopes: no such field. There are: clients, tokenMinutes, archive',
    ],
  ])('are refused with %s', (_what, events, complaint) => {
    expect(() => check({ events })).toThrow(complaint);
  });

  const routes = [{ name: 'events', match: { source: 'events' }, to: ['app'] }];

  it('are a source that a route may match, where there are events', () => {
    expect(check({ events: {}, routes })).toMatchObject({ routes });
    expect(() => check({ routes })).toThrow('"events" is not declared. Declared: github');
  });

  it('leave no room for a sender’s source of the same name', () => {
    const sources = { events: { sender: 'github' } };
    expect(check({ sources })).toMatchObject({ sources });
    expect(() => check({ sources, events: {} })).toThrow('sources.events: is the name of');
  });
});
