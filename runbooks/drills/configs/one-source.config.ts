import { defineConfig } from '../../../service/webhook/configuration.ts';

/** One source that may be silent, one destination, everything delivered. */
export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
