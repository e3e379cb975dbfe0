import { expect, it } from 'vitest';
import { prepareEnvironment } from './prepare-environment.ts';

const proxy = 'http://proxy.example.com:3128';

it('reports nothing to the makers of Artillery', () => {
  const variables = {};
  prepareEnvironment(variables, 'https://api.example.com/prod');

  expect(variables).toEqual({ ARTILLERY_DISABLE_TELEMETRY: 'true' });
});

it('reaches this machine without a proxy, and all else through it', () => {
  const local = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
  prepareEnvironment(local, 'http://127.0.0.1:4100/dev');
  expect(local).not.toHaveProperty('HTTP_PROXY');
  expect(local).not.toHaveProperty('HTTPS_PROXY');

  const remote = { HTTPS_PROXY: proxy };
  prepareEnvironment(remote, 'https://api.example.com/prod');
  expect(remote.HTTPS_PROXY).toBe(proxy);
});
