import { type Examples, examplesByType } from '../example.ts';

/** https://www.dropbox.com/developers/reference/webhooks#notifications */
export const dropbox: Examples = examplesByType(
  { notification: () => ['dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc'] },
  (accounts) => ({
    headers: { 'user-agent': 'DropboxWebhooks/1.0' },
    json: { list_folder: { accounts }, delta: { users: [12_345_678] } },
  }),
);
