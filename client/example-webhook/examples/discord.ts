import { type Example, type Examples, examplesByType } from '../example.ts';

const application_id = '1234560123453231555';

const userOf = (number: number) => ({
  id: `5390823${number}`,
  username: 'Mason',
  discriminator: '0',
  global_name: 'Mason',
});

/** https://discord.com/developers/docs/events/webhook-events#event-types */
const events = examplesByType<object>(
  {
    APPLICATION_AUTHORIZED: ({ number }) => ({
      integration_type: 1,
      scopes: ['applications.commands'],
      user: userOf(number),
    }),
    APPLICATION_DEAUTHORIZED: ({ number }) => ({ user: userOf(number) }),
    ENTITLEMENT_CREATE: ({ number }) => ({
      id: `101908909${number}`,
      application_id,
      user_id: userOf(number).id,
      sku_id: '1016999999999999999',
      type: 8,
      deleted: false,
      consumed: false,
    }),
  },
  (data, type, { iso }) => ({
    json: { version: 1, application_id, type: 1, event: { type, timestamp: iso, data } },
  }),
);

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
const command: Example = {
  type: '2',
  request: ({ number, token }) => ({
    json: {
      id: `846462639${number}`,
      application_id,
      type: 2,
      token,
      version: 1,
      guild_id: '290926798626357999',
      channel_id: '645027906669510667',
      member: { user: userOf(number), permissions: '2147483647', roles: [] },
      data: {
        id: '771825006014889984',
        name: 'cardsearch',
        type: 1,
        options: [{ name: 'cardname', type: 3, value: 'The Gitrog Monster' }],
      },
    },
  }),
};

export const discord: Examples = { ...events, command };
