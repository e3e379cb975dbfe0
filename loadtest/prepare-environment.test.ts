import { expect, it } from 'vitest';
import { prepareEnvironment } from './prepare-environment.ts';

const proxy = 'http://proxy.example.com:3128';

it('reports nothing to the makers of Artillery', () => {
  const variables = {};
  prepareEnvironment(variables, {
    url: 'https://api.example.com/prod/webhooks/github',
    secret: 's',
  });

  expect(variables).toEqual({ ARTILLERY_DISABLE_TELEMETRY: 'true' });
});

it('reaches this machine without a proxy, and all else through it', () => {
  const local = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  prepareEnvironment(local, { url: 'http://127.0.0.1:4100/dev/webhooks/github', secret: 's' });
  expect(local).not.toHaveProperty('HTTP_PROXY');
  expect(local).not.toHaveProperty('HTTPS_PROXY');

  const remote = { HTTPS_PROXY: proxy };
  prepareEnvironment(remote, { url: 'https://api.example.com/prod/webhooks/github', secret: 's' });
  expect(remote.HTTPS_PROXY).toBe(proxy);
});
