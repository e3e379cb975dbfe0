import { PermanentError } from '../service/errors.ts';
import { defineConfig } from '../service/webhook/configuration.ts';
import { eventRoute } from '../service/webhook/event-route.ts';

/** Every kind of route and destination: `npm start -- --config examples/routing.config.ts` */
export default defineConfig({
  sources: { github: { sender: 'github' }, stripe: { sender: 'stripe' } },

  destinations: {
    app: { type: 'http', url: 'https://app.example.com/webhooks' },
    // A token of the destination's own, in the slot `api-key` of its secret.
    tracker: {
      type: 'http',
      url: 'https://tracker.example.com/issues',
      method: 'PUT',
      headers: { authorization: { secret: 'api-key' } },
      timeoutSeconds: 10,
    },
    // The channels' webhook URLs are in the slot `url` of their secrets.
    team: { type: 'slack' },
    players: { type: 'discord' },
    accounting: { type: 'email', from: 'hooks@example.com', to: ['accounting@example.com'] },
    bus: { type: 'eventbridge', busName: 'orders' },
    queue: { type: 'sqs', queueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/orders' },
  },

  routes: [
    { name: 'everything of GitHub', match: { source: 'github' }, to: ['app'] },

    eventRoute('github', ['push'], {
      name: 'pushes to main',
      match: {
        source: 'github',
        json: { ref: ['refs/heads/main', { prefix: 'refs/heads/release/' }] },
      },
      to: ['team', 'players'],
    }),

    eventRoute('github', ['issues'], {
      name: 'new issues',
      match: {
        source: 'github',
        json: { action: ['opened'], sender: { type: [{ anythingBut: ['Bot'] }] } },
      },
      to: ['tracker'],
      transform: ({ json }) => ({ body: { title: json.issue.title, url: json.issue.html_url } }),
    }),

    eventRoute('stripe', ['charge.succeeded'], {
      name: 'large charges',
      match: {
        source: 'stripe',
        json: { data: { object: { amount: [{ numeric: ['>=', 100_000] }] } } },
      },
      to: ['accounting', 'bus', 'queue'],
    }),

    eventRoute('github', ['release'], {
      name: 'check releases',
      match: { source: 'github' },
      handler: ({ json }) => {
        if (json.release.tag_name === '') throw new PermanentError('The release has no tag');
      },
    }),
  ],
});
