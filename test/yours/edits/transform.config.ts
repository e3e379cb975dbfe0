import { defineConfig } from '../../../service/webhook/configuration.ts';
import { eventRoute } from '../../../service/webhook/event-route.ts';

export default defineConfig({
  sources: { github: { sender: 'github' }, forms: { sender: 'typeform' } },
  destinations: {
    tracker: {
      type: 'http',
      url: 'https://tracker.example.com/items',
      headers: { authorization: { secret: 'token' } },
    },
  },
  routes: [
    eventRoute('github', ['push'], {
      name: 'pushes',
      match: { source: 'github' },
      to: ['tracker'],
      transform: ({ json }) => ({ body: { title: json.ref, url: json.compare } }),
    }),
    {
      name: 'answers',
      match: { source: 'forms' },
      to: ['tracker'],
      transform: async ({ deliveryId, type }) => {
        console.log('answered', type);
        return { body: { deliveryId, type } };
      },
    },
  ],
});
