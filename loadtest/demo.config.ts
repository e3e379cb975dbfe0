import { defineConfig } from '../service/webhook/configuration.ts';

/**
 * What the demo loads: one source whose webhooks all go to one destination, unchanged. The demo has its own
 * configuration so that figures are comparable between runs, and so that it knows where each webhook must arrive,
 * with which body.
 */
export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
