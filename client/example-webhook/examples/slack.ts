import { type Example, type Examples, examplesByType, type Occasion } from '../example.ts';

const team = 'T0LAN1234';
const user = 'U061F7AUR';
const channel = 'C0LAN2Q65';

/** https://docs.slack.dev/reference/events */
const events = examplesByType<object>(
  {
    app_mention: ({ seconds }) => ({
      user,
      text: '<@U0LAN0Z89> is it everything a river should be?',
      ts: `${seconds}.000200`,
      channel,
      event_ts: `${seconds}.000200`,
    }),
    message: ({ seconds }) => ({
      user,
      text: 'Live long and prosper.',
      ts: `${seconds}.000300`,
      channel,
      channel_type: 'channel',
      event_ts: `${seconds}.000300`,
    }),
    reaction_added: ({ seconds }) => ({
      user,
      reaction: 'thumbsup',
      item: { type: 'message', channel, ts: '1360782400.498405' },
      item_user: 'U0G9QF9C6',
      event_ts: `${seconds}.000400`,
    }),
    team_join: ({ seconds }) => ({
      user: { id: user, team_id: team, name: 'spengler', is_bot: false, deleted: false },
      event_ts: `${seconds}.000500`,
    }),
  },
  (event, type, { seconds, token }) => ({
    json: {
      token: 'XXYYZZ',
      team_id: team,
      api_app_id: 'A0FFV41KK',
      event: { type, ...event },
      type: 'event_callback',
      event_id: `Ev${token.slice(0, 9).toUpperCase()}`,
      event_time: seconds,
      is_ext_shared_channel: false,
    },
  }),
);

const trigger = ({ token }: Occasion) => `13345224609.738474920.${token}`;

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
const command: Example = {
  type: '/weather',
  request: (occasion) => ({
    form: {
      token: 'XXYYZZ',
      team_id: team,
      team_domain: 'example',
      channel_id: channel,
      channel_name: 'test',
      user_id: user,
      user_name: 'spengler',
      command: '/weather',
      text: '94070',
      response_url: 'https://hooks.slack.com/commands/1234/5678',
      trigger_id: trigger(occasion),
      api_app_id: 'A0FFV41KK',
    },
  }),
};

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const interaction: Example = {
  type: 'interaction',
  request: (occasion) => ({
    form: {
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: team, domain: 'example' },
        user: { id: user, username: 'spengler', team_id: team },
        api_app_id: 'A0FFV41KK',
        trigger_id: trigger(occasion),
        channel: { id: channel, name: 'test' },
        actions: [
          {
            type: 'button',
            action_id: 'approve',
            block_id: 'request',
            value: '1001',
            action_ts: `${occasion.seconds}.000600`,
          },
        ],
      }),
    },
  }),
};

export const slack: Examples = { ...events, '/weather': command, interaction };
