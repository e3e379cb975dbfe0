import type { Examples } from '../example.ts';

const owner = { login: 'octo-org', id: 6_811_672, type: 'Organization' };

/**
 * A small push. All others are GitHub's own: `published-by-github.ts`.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
 */
export const github: Examples = {
  push: {
    type: 'push',
    request: ({ iso, seconds, uuid }) => ({
      headers: githubHeaders('push', uuid),
      json: {
        ref: 'refs/heads/main',
        before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
        after: '9cb1f4a0c9e2d1e8f0b3a5c7d9e1f2a4b6c8d0e2',
        created: false,
        deleted: false,
        forced: false,
        base_ref: null,
        compare: 'https://github.com/octo-org/octo-repo/compare/6113728f27ae...9cb1f4a0c9e2',
        commits: [commit(iso)],
        head_commit: commit(iso),
        repository: {
          id: 17_273_051,
          name: 'octo-repo',
          full_name: 'octo-org/octo-repo',
          private: true,
          owner,
          html_url: 'https://github.com/octo-org/octo-repo',
          default_branch: 'main',
          pushed_at: seconds,
        },
        pusher: { name: 'octocat', email: 'octocat@github.com' },
        organization: { login: 'octo-org', id: 6_811_672 },
        sender: { login: 'octocat', id: 583_231, type: 'User', site_admin: false },
      },
    }),
  },
};

export function githubHeaders(type: string, uuid: string): Readonly<Record<string, string>> {
  return {
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': uuid,
    'x-github-event': type,
    'x-github-hook-id': '292430182',
    'x-github-hook-installation-target-id': '17273051',
    'x-github-hook-installation-target-type': 'repository',
  };
}

function commit(iso: string) {
  const person = { name: 'The Octocat', email: 'octocat@github.com', username: 'octocat' };
  return {
    id: '9cb1f4a0c9e2d1e8f0b3a5c7d9e1f2a4b6c8d0e2',
    distinct: true,
    message: 'Update the README',
    timestamp: iso,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: ['README.md'],
  };
}
