import { expect, it } from 'vitest';
import { validateConfiguration } from './configuration.ts';

const app = { type: 'http', url: 'https://app.example.com/webhooks' };
const base = {
  sources: { github: { sender: 'github' }, stripe: { sender: 'stripe' } },
  destinations: { app },
  routes: [{ name: 'all', match: {}, to: ['app'] }],
};
const expected = (expectEvery: unknown) => ({
  ...base,
  sources: { github: { sender: 'github', expectEvery } },
});
const route = (match: unknown, changes = {}) => ({
  ...base,
  routes: [{ name: 'all', match, to: ['app'], ...changes }],
});

it.each<[mistake: string, config: unknown, line: string]>([
  [
    'a cadence without a unit',
    expected('1'),
    "sources.github.expectEvery: must be a time from '10 min' to '60 d', such as '1 h', and is '1'",
  ],
  [
    'a cadence as a number',
    expected(60),
    "sources.github.expectEvery: must be a time, such as '1 h', or { within: '1 h', days: 'Mon-Fri', hours: '08-20' }, and is 60",
  ],
  [
    'a pause that is missing',
    expected({ days: 'Mon-Fri' }),
    'sources.github.expectEvery.within: is missing: it must be a text',
  ],
  [
    'a misspelt time of a cadence',
    expected({ within: '1 h', hour: '08-20' }),
    'sources.github.expectEvery.hour: no such field; did you mean "hours"? There are: within, days, hours, timeZone',
  ],
  [
    'days in another language',
    expected({ within: '1 h', days: 'Mo-Fr' }),
    "sources.github.expectEvery.days: must name days, such as 'Mon-Fri' or 'Mon,Thu', and is 'Mo-Fr'",
  ],
  [
    'hours of a clock with twelve',
    expected({ within: '1 h', hours: '8am-8pm' }),
    "sources.github.expectEvery.hours: must be two times of the day, such as '08-20', '08:30-17:15' or '22-06', and is '8am-8pm'",
  ],
  [
    'a time zone that there is not',
    expected({ within: '1 h', hours: '08-20', timeZone: 'Europe/Bonn' }),
    "sources.github.expectEvery.timeZone: must be the name of a time zone, such as 'Europe/Berlin' or 'UTC', and is 'Europe/Bonn'",
  ],
  [
    'a pause longer than the expected times',
    expected({ within: '1 d', days: 'Mon-Fri', hours: '08-20' }),
    "sources.github.expectEvery.within: must be 12 h at most, as long as the shortest of the expected times: a longer silence could never be seen, and is '1 d'",
  ],
  [
    'a cadence of events that says nothing',
    { ...base, events: { expectEvery: true } },
    "events.expectEvery: must be a time, such as '1 h', or { within: '1 h', days: 'Mon-Fri', hours: '08-20' }, and is true",
  ],
  [
    'misspelt matcher',
    route({ type: [{ prefx: 'a' }] }),
    "routes[0].match.type[0]: { prefx: 'a' } is no matcher. Did you mean prefix?",
  ],
  [
    'matcher outside a list (type)',
    route({ type: { prefix: 'x' } }),
    "routes[0].match.type: is a matcher outside of a list: write [{ prefix: 'x' }]",
  ],
  [
    'matcher outside a list (json)',
    route({ json: { amount: { numeric: ['>', 5] } } }),
    "routes[0].match.json.amount: is a matcher outside of a list: write [{ numeric: [ '>', 5 ] }]",
  ],
  [
    'matcher outside a list (headers)',
    route({ headers: { 'x-github-event': { prefix: 'p' } } }),
    "routes[0].match.headers.x-github-event: is a matcher outside of a list: write [{ prefix: 'p' }]",
  ],
  [
    'wrong operator',
    route({ json: { amount: [{ numeric: ['=>', 5] }] } }),
    "routes[0].match.json.amount[0].numeric[0]: must be one of = != < <= > >=, and is '=>'; did you mean '>='?",
  ],
  [
    'double equals',
    route({ json: { amount: [{ numeric: ['==', 5] }] } }),
    "routes[0].match.json.amount[0].numeric[0]: must be one of = != < <= > >=, and is '=='; did you mean '='?",
  ],
  [
    'numeric as text',
    route({ json: { amount: [{ numeric: ['>', '5'] }] } }),
    "routes[0].match.json.amount[0].numeric[1]: must be a number, and is '5': write 5",
  ],
  [
    'numeric as one text',
    route({ json: { amount: [{ numeric: '> 5' }] } }),
    "routes[0].match.json.amount[0].numeric: must be ['>=', 5] or ['>=', 5, '<', 10], and is '> 5'",
  ],
  [
    'numeric three parts',
    route({ json: { amount: [{ numeric: ['>', 5, '<'] }] } }),
    "routes[0].match.json.amount[0].numeric: must be ['>=', 5] or ['>=', 5, '<', 10], and is [ '>', 5, '<' ]",
  ],
  [
    'two matchers in one',
    route({ type: [{ prefix: 'a', suffix: 'b' }] }),
    "routes[0].match.type[0]: has 2 fields, and a matcher has one; several in the list, of which one must hold, are { prefix: 'a' }, { suffix: 'b' }",
  ],
  [
    'AWS spelling anything-but',
    route({ type: [{ 'anything-but': ['a'] }] }),
    "routes[0].match.type[0]: { 'anything-but': [ 'a' ] } is no matcher. Did you mean anythingBut?",
  ],
  [
    'anythingBut no list',
    route({ type: [{ anythingBut: 'a' }] }),
    "routes[0].match.type[0].anythingBut: must be a list of texts and numbers, as in { anythingBut: ['a'] }, and is 'a'",
  ],
  [
    'exists text',
    route({ json: { a: [{ exists: 'yes' }] } }),
    "routes[0].match.json.a[0].exists: must be true or false, as in { exists: true }, and is 'yes'",
  ],
  [
    'regex as matcher',
    route({ type: [/^a/] }),
    'routes[0].match.type[0]: must be a text or a list of matchers, and is /^a/; a regular expression is none, since a sender could make it take long.',
  ],
  [
    'header that never travels',
    route({ source: 'github', headers: { 'x-request-id': 'a' } }),
    'routes[0].match.headers.x-request-id: never reaches a route. Of github these headers do: x-github-event, x-github-delivery, x-github-hook-id, x-github-hook-installation-target-id, x-github-hook-installation-target-type, x-github-enterprise-host, x-github-enterprise-version, user-agent',
  ],
  [
    'header upper case',
    route({ headers: { 'X-GitHub-Event': 'push' } }),
    'routes[0].match.headers.X-GitHub-Event: must be in lower case: x-github-event',
  ],
  [
    'source list typo',
    route({ source: ['github', 'strpe'] }),
    'routes[0].match.source: "strpe" is not declared; did you mean "stripe"? Declared: github, stripe',
  ],
  [
    'to as text',
    route({}, { to: 'app' }),
    "routes[0].to: must be a list, such as ['app'], and is 'app': write ['app']",
  ],
  [
    'misspelt match field',
    route({ types: 'push' }),
    'routes[0].match.types: no such field; did you mean "type"? There are: source, type, headers, json',
  ],
  [
    'event instead of type',
    route({ event: 'push' }),
    'routes[0].match.event: no such field; did you mean "type"? There are: source, type, headers, json',
  ],
  [
    'match missing',
    { ...base, routes: [{ name: 'r', to: ['app'] }] },
    "routes[0].match: is missing: it must be an object, such as { type: 'push' }; {} takes everything",
  ],
  [
    'name missing',
    { ...base, routes: [{ match: {}, to: ['app'] }] },
    'routes[0].name: is missing: it must be a text',
  ],
  [
    'routes an object',
    { ...base, routes: { all: { match: {}, to: ['app'] } } },
    "routes: must be a list, such as [{ name: 'everything', match: {}, to: ['app'] }], and is { all: { match: {}, to: [Array] } }",
  ],
  [
    'routes missing',
    { sources: base.sources, destinations: base.destinations },
    "routes: is missing: it must be a list, such as [{ name: 'everything', match: {}, to: ['app'] }]",
  ],
  [
    'destinations missing',
    { sources: base.sources, routes: base.routes },
    "destinations: is missing: it must be an object, such as { app: { type: 'http', url: 'https://app.example.com/webhooks' } }",
  ],
  [
    'source as text',
    { ...base, sources: { github: 'github' } },
    "sources.github: must be an object, such as { sender: 'github' }, and is 'github'",
  ],
  [
    'sources a list',
    { ...base, sources: ['github'] },
    "sources: must be an object, such as { github: { sender: 'github' } }, and is [ 'github' ]",
  ],
  [
    'destination type misspelt',
    { ...base, destinations: { app: { type: 'htpp', url: 'https://a.example.com' } } },
    'destinations.app.type: \'htpp\' is no type of destination; did you mean "http"? Allowed: http, slack, discord, email, eventbridge, sqs',
  ],
  [
    'destination type missing',
    { ...base, destinations: { app: { url: 'https://a.example.com' } } },
    'destinations.app.type: is missing: it must be one of http, slack, discord, email, eventbridge, sqs',
  ],
  [
    'destination as text',
    { ...base, destinations: { app: 'https://a.example.com' } },
    "destinations.app: must be an object, such as { type: 'http', url: 'https://app.example.com/webhooks' }, and is 'https://a.example.com'",
  ],
  [
    'url missing',
    { ...base, destinations: { app: { type: 'http' } } },
    'destinations.app.url: is missing: it must be a text',
  ],
  [
    'slack with url',
    { ...base, destinations: { app: { type: 'slack', url: 'https://hooks.slack.com/x' } } },
    'destinations.app.url: is a secret: npx spillway secrets set <destination> --destination --slot url',
  ],
  [
    'timeout as text',
    { ...base, destinations: { app: { ...app, timeoutSeconds: '10' } } },
    "destinations.app.timeoutSeconds: must be a number, and is '10'",
  ],
  [
    'destination slot digits',
    { ...base, destinations: { app: { ...app, headers: { authorization: { secret: '1' } } } } },
    'destinations.app.headers.authorization.secret: must be lower-case letters, digits and dashes, 32 at most, not only digits',
  ],
  [
    'square without publicUrl',
    { ...base, sources: { square: { sender: 'square' } } },
    'sources.square.publicUrl: is needed: this sender signs the URL that was given to it',
  ],
  [
    'custom scheme misspelt',
    {
      ...base,
      sources: {
        own: {
          sender: 'custom',
          custom: {
            schemes: [
              {
                method: 'hmac-sha-256',
                header: 'x-sig',
                encoding: 'hex',
                signs: ['body'],
                key: { encoding: 'text' },
              },
            ],
            deliveryId: ['body-hash'],
            eventType: [{ fixed: 'x' }],
          },
        },
      },
    },
    "sources.own.custom.schemes[0].method: must be one of 'hmac-sha256', 'hmac-sha1', 'ed25519', 'token', and is 'hmac-sha-256'; did you mean \"hmac-sha256\"?",
  ],
  [
    'custom place misspelt',
    {
      ...base,
      sources: {
        own: {
          sender: 'custom',
          custom: {
            schemes: [
              {
                method: 'hmac-sha256',
                header: 'x-sig',
                encoding: 'hex',
                signs: ['body'],
                key: { encoding: 'text' },
              },
            ],
            deliveryId: [{ hedaer: 'x-id' }],
            eventType: [{ fixed: 'x' }],
          },
        },
      },
    },
    "sources.own.custom.deliveryId[0]: must be one of { header: 'x-id' }, { json: ['data', 'id'] }, { form: 'Id' }, { all: […] }, 'body-hash', 'random', and is { hedaer: 'x-id' }",
  ],
  [
    'custom sign part misspelt',
    {
      ...base,
      sources: {
        own: {
          sender: 'custom',
          custom: {
            schemes: [
              {
                method: 'hmac-sha256',
                header: 'x-sig',
                encoding: 'hex',
                signs: ['bdy'],
                key: { encoding: 'text' },
              },
            ],
            deliveryId: ['body-hash'],
            eventType: [{ fixed: 'x' }],
          },
        },
      },
    },
    "sources.own.custom.schemes[0].signs[0]: must be one of 'body', 'timestamp', 'id', 'method', 'url', 'sorted-form', { text: '.' }, and is 'bdy'",
  ],
  ['events true', { ...base, events: true }, 'events: must be an object, and is true'],
  [
    'unknown top-level',
    { ...base, route: [] },
    'route: no such field; did you mean "routes"? There are: sources, events, destinations, routes',
  ],
  [
    'json as text',
    route({ json: 'a' }),
    "routes[0].match.json: must be an object of the body's fields, such as { action: 'opened' }, and is 'a'",
  ],
  [
    'match is text',
    route('push'),
    "routes[0].match: must be an object, such as { type: 'push' }; {} takes everything, and is 'push'",
  ],
])('says what to mend: %s', (_mistake, config, line) => {
  expect(() => validateConfiguration(config, 'f.ts')).toThrow(`f.ts is not valid:\n  ${line}`);
});
