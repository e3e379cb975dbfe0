import { type SenderName, senders } from '../service/webhook/senders.ts';
import { markdownTable } from './markdown-table.ts';

/** Where a sender shows a secret of its own. The others take ours: `takesSecretAt` in their rows. */
const shownAt: Readonly<Partial<Record<SenderName, string>>> = {
  stripe: 'Workbench, Webhooks, the endpoint, Signing secret: `whsec_…`',
  slack: 'api.slack.com/apps, the app, Basic Information, Signing Secret',
  shopify:
    "the app's client secret; of webhooks made in the admin, Settings, Notifications, Webhooks",
  zoom: 'App Marketplace, the app, Features, Access, Secret Token',
  linear: 'Settings, API, the webhook, Signing secret',
  sentry: 'Settings, Custom Integrations, the integration, Client Secret',
  pagerduty: 'shown once, when the webhook subscription (v3) is made',
  meta: 'App Dashboard, App settings, Basic, App secret',
  square: 'Developer Console, the application, Webhooks, the subscription, Signature key',
  hubspot: "the app's Auth settings, Client secret",
  zendesk: 'Admin Center, Apps and integrations, Webhooks, the webhook, Reveal secret',
  paddle: 'Developer tools, Notifications, the destination, Secret key',
  dropbox: 'App Console, the app, Settings, App secret',
  asana: 'sent in the handshake, when the webhook is made: see below',
  intercom: 'Developer Hub, the app, Basic information, Client secret',
  docusign: 'Settings, Connect, Connect Keys',
  twilio: "the Console's Account Info, Auth Token",
  discord: 'Developer Portal, the app, General Information, Public Key',
  x: "Developer Portal, the app, Keys and tokens, the API key's secret",
};

/** Who makes a sender's secret up, and where it is pasted or copied. */
export function secretsSection(): readonly string[] {
  return [
    '## Secrets',
    '',
    'Where a sender takes a secret of ours, the one that the deployment generated is pasted there; `npx spillway',
    'secrets rotate <source>` shows a new one. Where it shows one of its own, that one is stored here by `npx spillway',
    'secrets set <source>`. [Rotating a secret](rotating-a-secret.md) has both. Menus are renamed now and',
    'then; the documentation that the first table links to has the names of today.',
    '',
    ...markdownTable(
      ['sender', 'whose secret', 'where'],
      (Object.keys(senders) as SenderName[]).map(rowOf),
    ),
    '',
  ];
}

function rowOf(name: SenderName): readonly string[] {
  const { title, takesSecretAt }: { title: string; takesSecretAt?: string } = senders[name];
  if (takesSecretAt !== undefined) return [title, 'ours: paste it', takesSecretAt];
  return [title, 'theirs: `secrets set`', shownAt[name] ?? 'its documentation says'];
}
