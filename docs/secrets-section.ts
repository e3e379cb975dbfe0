import type { Sender } from '../service/webhook/sender.ts';
import { type SenderName, senders } from '../service/webhook/senders.ts';
import { markdownTable } from './markdown-table.ts';

interface ShownSecret {
  readonly where: string;
  /** The sender's page that says so, where it is another one than the page on signatures. */
  readonly page?: string;
}

/**
 * Where a sender shows a secret of its own. The others take ours: `takesSecretAt` in their rows. Menus are named only
 * as far as a page of the sender names them.
 */
const shown: Readonly<Partial<Record<SenderName, ShownSecret>>> = {
  stripe: {
    where: 'Workbench, Webhooks, the destination: `whsec_…`, one for each endpoint',
    page: 'https://docs.stripe.com/workbench/webhooks',
  },
  slack: {
    where: 'api.slack.com/apps, the app, Basic Information, App Credentials, Signing Secret',
    page: 'https://github.com/slackapi/bolt-js/blob/180551d1683910e992c35aa3bce8081109aa6f05/docs/_tutorials/getting_started_http.md',
  },
  shopify: {
    where:
      "Dev Dashboard, Apps, the app, Settings, Credentials: the client secret. Webhooks that were made in a shop's admin are signed with a key of the shop",
    page: 'https://shopify.dev/docs/apps/build/authentication-authorization/manage-credentials',
  },
  zoom: {
    where: 'App Marketplace, Manage, the app, Features, Access: Secret Token',
    page: 'https://developers.zoom.us/docs/api/webhooks/',
  },
  linear: { where: "the webhook's signing secret" },
  sentry: {
    where: 'Settings, Developer Settings, the integration: Client Secret',
    page: 'https://docs.sentry.io/organization/integrations/integration-platform/',
  },
  pagerduty: {
    where:
      'Integrations, Generic Webhooks (v3), New Webhook: shown when it is made, as in the answer of the API',
    page: 'https://support.pagerduty.com/main/docs/webhooks',
  },
  meta: {
    where:
      'App Dashboard, Basic settings, App secret. The verify token to enter is derived from it: [below](#handshakes)',
    page: 'https://developers.facebook.com/documentation/development/create-an-app/app-dashboard/basic-settings',
  },
  square: {
    where:
      'Developer Console, the application, Webhooks, Subscriptions, the subscription, Signature Key',
    page: 'https://developer.squareup.com/docs/webhooks/step2subscribe',
  },
  hubspot: {
    where: 'Development, Projects, the project, the app: the client secret',
    page: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/manage-apps-in-hubspot',
  },
  zendesk: {
    where: 'Admin Center, Apps and integrations, Webhooks, the webhook: its signing secret',
    page: 'https://support.zendesk.com/hc/en-us/articles/4408836101146',
  },
  paddle: {
    where:
      'Developer tools, Notifications, the destination: `pdl_ntfset_…`, one for each destination',
    page: 'https://developer.paddle.com/webhooks/about/signature-verification',
  },
  dropbox: { where: 'App Console, the app: App secret. The URL is entered there, under Webhooks' },
  asana: {
    where:
      '`X-Hook-Secret` of the answer to the call that makes the webhook; Asana makes it up for the [handshake](#handshakes)',
    page: 'https://developers.asana.com/reference/createwebhook',
  },
  intercom: { where: "the app's client secret" },
  docusign: {
    where: 'Admin, Integrations, Connect: an HMAC key, shown whole only when it is made',
    page: 'https://developers.docusign.com/platform/webhooks/connect/setting-up-hmac',
  },
  twilio: {
    where: 'Console, Account Info: the primary Auth Token',
    page: 'https://support.twilio.com/hc/en-us/articles/223136027-Auth-Tokens-and-How-to-Change-Them',
  },
  discord: {
    where:
      'Developer Portal, the app, General Information, Public Key: 64 hex digits, and no secret',
    page: 'https://discord.com/developers/docs/quick-start/getting-started',
  },
  x: {
    where:
      "Developer Console, Apps, the app, Keys and tokens: the API key's secret (consumer secret), shown once, when it is made",
    page: 'https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret',
  },
};

/** Who makes a sender's secret up, and where it is pasted or copied. */
export function secretsSection(): readonly string[] {
  return [
    '## Secrets',
    '',
    'Where a sender takes a secret of ours, paste the one that was generated. The embedded stack shows it:',
    '`npx spillway secrets list --reveal`. A deployed stage never does; `npx spillway secrets rotate <source>` prints a',
    'new one, once. Where a sender shows one of its own, store it: `npx spillway secrets set <source>`.',
    '[Rotating a secret](rotating-a-secret.md) has both. Menus are renamed now and then; each name links to the',
    "sender's page. Where no menu is named, we found no page of the sender that names it.",
    '',
    ...markdownTable(
      ['sender', 'whose secret', 'where'],
      (Object.keys(senders) as SenderName[]).map(rowOf),
    ),
    '',
  ];
}

function rowOf(name: SenderName): readonly string[] {
  const { title, documentation, takesSecretAt, schemes }: Sender = senders[name];
  const { where = 'its documentation says', page = documentation }: Partial<ShownSecret> =
    shown[name] ?? {};
  const isUrlSigned = schemes.some(({ signs }) => signs.includes('url'));
  return [
    `[${title}](${page})`,
    takesSecretAt === undefined ? 'theirs: `secrets set`' : 'ours: paste it',
    `${takesSecretAt ?? where}${isUrlSigned ? '. The source needs its `publicUrl`, as entered there' : ''}`,
  ];
}
