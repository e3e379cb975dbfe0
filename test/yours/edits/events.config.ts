import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: { linear: { sender: 'linear' } },
  events: { clients: ['billing'], tokenMinutes: 30, archive: true },
  destinations: {
    app: { type: 'http', url: 'https://app.example.com/webhooks' },
    books: { type: 'http', url: 'https://books.example.com/events' },
  },
  routes: [
    { name: 'own events', match: { source: 'events' }, to: ['books'] },
    { name: 'issues', match: { source: 'linear' }, to: ['app'] },
  ],
});
