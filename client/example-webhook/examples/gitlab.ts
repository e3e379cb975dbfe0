import { type Examples, examplesByType } from '../example.ts';

const project = {
  id: 15,
  name: 'Diaspora',
  web_url: 'https://gitlab.example.com/mike/diaspora',
  namespace: 'Mike',
  path_with_namespace: 'mike/diaspora',
  default_branch: 'main',
  visibility_level: 0,
};

const user = { id: 4, name: 'John Smith', username: 'jsmith', email: 'john@example.com' };

const headers: Readonly<Record<string, string>> = {
  'user-agent': 'GitLab/18.6.0',
  'x-gitlab-instance': 'https://gitlab.example.com',
};

/** https://docs.gitlab.com/user/project/integrations/webhook_events/ */
export const gitlab: Examples = examplesByType<object>(
  {
    Push_Hook: ({ iso }) => ({
      object_kind: 'push',
      event_name: 'push',
      before: '95790bf891e76fee5e1747ab589903a6a1f80f22',
      after: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
      ref: 'refs/heads/main',
      user_id: user.id,
      user_username: user.username,
      project_id: project.id,
      project,
      commits: [
        {
          id: 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7',
          message: 'Fix the readme',
          timestamp: iso,
          author: { name: user.name, email: user.email },
          added: [],
          modified: ['README.md'],
          removed: [],
        },
      ],
      total_commits_count: 1,
    }),
    Issue_Hook: ({ iso }) => ({
      object_kind: 'issue',
      event_type: 'issue',
      user,
      project,
      object_attributes: {
        id: 301,
        iid: 23,
        title: 'New API: create/update/delete file',
        action: 'open',
        state: 'opened',
        created_at: iso,
        url: `${project.web_url}/-/issues/23`,
      },
      labels: [{ id: 206, title: 'API', type: 'ProjectLabel' }],
    }),
    Merge_Request_Hook: ({ iso }) => ({
      object_kind: 'merge_request',
      event_type: 'merge_request',
      user,
      project,
      object_attributes: {
        id: 99,
        iid: 1,
        title: 'MS-Viewport',
        action: 'open',
        state: 'opened',
        source_branch: 'ms-viewport',
        target_branch: 'main',
        draft: false,
        created_at: iso,
        url: `${project.web_url}/-/merge_requests/1`,
      },
    }),
    Pipeline_Hook: ({ iso }) => ({
      object_kind: 'pipeline',
      user,
      project,
      object_attributes: {
        id: 31,
        iid: 3,
        ref: 'main',
        status: 'failed',
        source: 'push',
        created_at: iso,
        duration: 63,
      },
      builds: [{ id: 380, stage: 'deploy', name: 'production', status: 'failed' }],
    }),
  },
  (json, type, { uuid }) => ({
    headers: {
      ...headers,
      // What routes see has underscores, since a type has no spaces.
      'x-gitlab-event': type.replaceAll('_', ' '),
      'x-gitlab-event-uuid': uuid.replace(/^./, '1'),
      'idempotency-key': uuid,
      'webhook-id': uuid,
    },
    json,
  }),
);
