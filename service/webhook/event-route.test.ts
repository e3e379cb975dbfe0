import { describe, expect, expectTypeOf, it } from 'vitest';
import { eventRoute } from './event-route.ts';

describe('a route for events', () => {
  it('takes these types only', () => {
    const { match } = eventRoute('github', ['push', 'ping'], { name: 'pushes', to: ['app'] });
    expect(match).toEqual({ type: ['push', 'ping'] });
  });

  it("knows the fields of GitHub's events", () => {
    eventRoute('github', ['push'], {
      name: 'pushes',
      match: { source: 'github', json: { repository: { full_name: [{ prefix: 'octo/' }] } } },
      to: ['app'],
      transform: ({ json }) => {
        expectTypeOf(json.commits[0]?.id).toEqualTypeOf<string | undefined>();
        // @ts-expect-error a push has no pull request
        return { body: { commits: json.commits.length, number: json.pull_request } };
      },
    });
    // @ts-expect-error GitHub sends no such event
    eventRoute('github', ['pushed'], { name: 'none', to: ['app'] });
    // @ts-expect-error a push has no such field
    eventRoute('github', ['push'], { name: 'none', match: { json: { reff: 'x' } }, to: ['app'] });
    const wrong = { ref: { x: 1 } };
    // @ts-expect-error a ref is a text
    eventRoute('github', ['push'], { name: 'none', match: { json: wrong }, to: ['app'] });
  });

  it('knows the fields that any of several events has', () => {
    eventRoute('github', ['issues', 'pull_request'], {
      name: 'opened',
      match: { json: { action: ['opened'], pull_request: { draft: false } } },
      handler: ({ json }) => {
        expectTypeOf(json.repository.full_name).toEqualTypeOf<string>();
      },
    });
  });

  it("knows the fields of Stripe's events", () => {
    eventRoute('stripe', ['charge.succeeded'], {
      name: 'charges',
      match: { json: { data: { object: { amount: [{ numeric: ['>', 1000] }] } } } },
      transform: ({ json }) => {
        expectTypeOf(json.data.object.amount).toEqualTypeOf<number>();
        return { body: json.data.object.currency };
      },
    });
  });
});
