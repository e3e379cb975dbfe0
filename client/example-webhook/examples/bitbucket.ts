import { type Examples, examplesByType } from '../example.ts';

const actor = { type: 'user', display_name: 'Emma', nickname: 'emmap1' };

const repository = {
  type: 'repository',
  name: 'repo_name',
  full_name: 'team_name/repo_name',
  is_private: true,
  uuid: '{673a6070-3421-46c9-9d48-90745f7bfe8e}',
};

/** https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/ */
export const bitbucket: Examples = examplesByType<object>(
  {
    'repo:push': ({ iso }) => ({
      push: {
        changes: [
          {
            old: {
              type: 'branch',
              name: 'main',
              target: { hash: '1e65c05c1d5171631d92438a13901ca7' },
            },
            new: {
              type: 'branch',
              name: 'main',
              target: {
                type: 'commit',
                hash: '709d658dc5b6d6afcd46049c2f332ee3f515a67d',
                message: 'Add a file\n',
                date: iso,
              },
            },
            created: false,
            closed: false,
            forced: false,
            truncated: false,
          },
        ],
      },
    }),
    'pullrequest:created': ({ iso }) => ({ pullrequest: pullRequest('OPEN', iso) }),
    'pullrequest:fulfilled': ({ iso }) => ({ pullrequest: pullRequest('MERGED', iso) }),
    'issue:created': ({ iso }) => ({
      issue: {
        id: 1,
        title: 'Issue title',
        state: 'new',
        kind: 'bug',
        priority: 'major',
        created_on: iso,
      },
    }),
  },
  (event, type, { uuid, iso }) => ({
    headers: {
      'user-agent': 'Bitbucket-Webhooks/2.0',
      'x-attempt-number': '1',
      'x-event-key': type,
      'x-event-time': iso,
      'x-hook-uuid': '0f8d6f3a-5c6a-4b7c-9d6c-0a4d3b2e1f10',
      'x-request-uuid': uuid,
    },
    json: { actor, repository, ...event },
  }),
);

function pullRequest(state: 'OPEN' | 'MERGED', iso: string) {
  return {
    id: 1,
    title: 'Title of the pull request',
    state,
    author: actor,
    source: { branch: { name: 'branch2' }, repository },
    destination: { branch: { name: 'main' }, repository },
    updated_on: iso,
  };
}
