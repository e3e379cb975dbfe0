import { expect, it } from 'vitest';
import { validateConfiguration } from './configuration.ts';

const destinations = { app: { type: 'http', url: 'https://app.example.com/webhooks' } };
const routes = [{ name: 'all', match: {}, to: ['app'] }];

function errorsOf(deliveryLog: unknown, source: object = { sender: 'github' }): string {
  const sources = { shop: { ...source, deliveryLog } };
  try {
    validateConfiguration({ sources, destinations, routes }, 'a.config.ts');
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

const stripe = { sender: 'stripe' };

it.each<[string, unknown, object?]>([
  ['a repository’s webhook', { kind: 'github', repository: 'acme/shop.js', hook: 123 }],
  ['an organization’s webhook', { kind: 'github', organization: 'acme', hook: 123 }],
  ['a GitHub App', { kind: 'github', app: 42 }],
  ['GitHub Enterprise Server', { kind: 'github', app: 42, url: 'https://ghe.acme.example/api/v3' }],
  ['a server of a test', { kind: 'github', app: 42, url: 'http://127.0.0.1:4999' }],
  ['Stripe', { kind: 'stripe' }, stripe],
  ['an endpoint of Stripe', { kind: 'stripe', endpoint: 'we_1Abc' }, stripe],
])('takes the log of %s', (_, log, source) => {
  expect(errorsOf(log, source)).toBe('none');
});

const repository = { kind: 'github', repository: 'acme/shop', hook: 123 };

it.each<[mistake: string, line: string, log: unknown, source?: object]>([
  [
    'kind misspelt',
    '.kind: must be one of github, stripe, and is \'githb\'; did you mean "github"?',
    { ...repository, kind: 'githb' },
  ],
  ['kind missing', '.kind: must be one of github, stripe, and is undefined.', { app: 1 }],
  [
    'nothing named',
    ': must name one of repository, organization and app, and names none',
    { kind: 'github' },
  ],
  [
    'two named',
    ': must name one of repository, organization and app, and names repository and app',
    { ...repository, app: 1 },
  ],
  [
    'repository without its owner',
    '.repository: must be owner/name',
    { ...repository, repository: 'shop' },
  ],
  [
    'repository as URL',
    '.repository: must be owner/name',
    { ...repository, repository: 'https://github.com/acme/shop' },
  ],
  [
    'hook missing',
    ".hook: is missing: it must be the webhook's id: a whole number",
    { kind: 'github', organization: 'acme' },
  ],
  [
    'hook as text',
    ".hook: must be the webhook's id: a whole number",
    { ...repository, hook: '123' },
  ],
  ['hook of an App', '.hook: is not for an App', { kind: 'github', app: 1, hook: 2 }],
  [
    'field misspelt',
    '.repositry: no such field; did you mean "repository"?',
    { kind: 'github', repositry: 'a/b', hook: 1 },
  ],
  [
    'token in the file',
    '.token: is kept in Secrets Manager, never in a file: npx spillway secrets set <source> --delivery-log',
    { ...repository, token: 'ghp_abc' },
  ],
  [
    'plain http',
    '.url: must be the https: URL of an API',
    { ...repository, url: 'http://ghe.acme.example/api/v3' },
  ],
  [
    'trailing slash',
    '.url: must be the https: URL of an API',
    { ...repository, url: 'https://ghe.acme.example/' },
  ],
  [
    'fields of the other kind',
    ".hook: is only for the kind 'github'",
    { kind: 'stripe', hook: 1 },
    stripe,
  ],
  [
    'endpoint of GitHub',
    ".endpoint: is only for the kind 'stripe'",
    { ...repository, endpoint: 'we_1' },
  ],
  [
    'a secret key as endpoint',
    '.endpoint: must be the id of the webhook endpoint, we_…',
    { kind: 'stripe', endpoint: 'sk_live_1' },
    stripe,
  ],
  [
    'kind of another sender',
    ": must be of the kind 'github', as the sender is",
    { kind: 'stripe' },
  ],
  [
    'a sender without one',
    ': is only for senders whose log can be asked: github, stripe. slack has none',
    repository,
    { sender: 'slack' },
  ],
  [
    'not an object',
    ": must be an object, such as { kind: 'github', repository: 'owner/name', hook: 123 }, and is true",
    true,
  ],
])('names the field and what may be there: %s', (_, line, log, source) => {
  expect(errorsOf(log, source)).toContain(`sources.shop.deliveryLog${line}`);
});

it('shows no token that somebody wrote into the file', () => {
  expect(errorsOf({ ...repository, token: 'ghp_abc' })).not.toContain('ghp_abc');
});

it('wants webhooks to be known by the sender’s id', () => {
  const source = { sender: 'github', duplicates: 'content' };
  expect(errorsOf(repository, source)).toContain(
    "sources.shop.duplicates: must be 'id' with a deliveryLog",
  );
});
