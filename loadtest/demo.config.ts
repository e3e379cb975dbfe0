import { defineConfig } from '../service/webhook/configuration.ts';

/**
 * What the demo loads: one source, all of it to one destination, unchanged. Of its own, so that figures compare
 * from run to run, and so that it is known where each webhook must arrive, and with which body.
 */
export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
