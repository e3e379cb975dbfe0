import type { Example, Examples, Occasion } from '../example.ts';

const user = { id: '2244994945', id_str: '2244994945', name: 'X Dev', screen_name: 'XDevelopers' };
const other = { ...user, id: '3001969357', id_str: '3001969357', screen_name: 'jordan' };

/** All are of one type; what happened is the name of a field: https://docs.x.com/x-api/account-activity/introduction */
const example = (said: (occasion: Occasion) => object): Example => ({
  type: 'account-activity',
  request: (occasion) => ({ json: { for_user_id: user.id, ...said(occasion) } }),
});

export const x: Examples = {
  tweet_create_events: example(({ number, now }) => ({
    tweet_create_events: [
      {
        id_str: `17${number}0`,
        text: '@XDevelopers hello',
        user: other,
        in_reply_to_user_id_str: user.id,
        timestamp_ms: String(now),
        lang: 'en',
      },
    ],
  })),
  favorite_events: example(({ token, now }) => ({
    favorite_events: [
      {
        id: token,
        timestamp_ms: now,
        user: other,
        favorited_status: { id_str: '1700000000000000000', text: 'Hello', user },
      },
    ],
  })),
  follow_events: example(({ now, number }) => ({
    follow_events: [
      {
        type: 'follow',
        created_timestamp: String(now),
        source: { ...other, id: String(number), id_str: String(number) },
        target: user,
      },
    ],
  })),
};
