import { defineConfig } from '../../service/webhook/configuration.ts';

/** What the benchmarks measure: one source whose webhooks all go to one destination, unchanged. */
export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
