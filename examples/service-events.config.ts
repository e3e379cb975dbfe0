import { defineConfig } from '../service/webhook/configuration.ts';

/** `POST /events` for services of one's own: `npm start -- --config examples/service-events.config.ts` */
export default defineConfig({
  sources: { github: { sender: 'github' } },

  // A user pool is made for it, and one client id with a secret for each service: docs/service-to-service.md.
  events: { clients: ['billing', 'orders'] },

  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
