import type { KnownSender } from './sender.ts';
import { asana } from './senders/asana.ts';
import { bitbucket } from './senders/bitbucket.ts';
import { calendly } from './senders/calendly.ts';
import { discord } from './senders/discord.ts';
import { docusign } from './senders/docusign.ts';
import { dropbox } from './senders/dropbox.ts';
import { github } from './senders/github.ts';
import { gitlab } from './senders/gitlab.ts';
import { hubspot } from './senders/hubspot.ts';
import { intercom } from './senders/intercom.ts';
import { linear } from './senders/linear.ts';
import { meta } from './senders/meta.ts';
import { paddle } from './senders/paddle.ts';
import { pagerduty } from './senders/pagerduty.ts';
import { sentry } from './senders/sentry.ts';
import { shopify } from './senders/shopify.ts';
import { slack } from './senders/slack.ts';
import { square } from './senders/square.ts';
import { standardWebhooks } from './senders/standard-webhooks.ts';
import { stripe } from './senders/stripe.ts';
import { svix } from './senders/svix.ts';
import { twilio } from './senders/twilio.ts';
import { typeform } from './senders/typeform.ts';
import { x } from './senders/x.ts';
import { zendesk } from './senders/zendesk.ts';
import { zoom } from './senders/zoom.ts';

/** Every sender that we know by name. A source names one of them or describes its own (`custom`). */
export const senders = {
  github,
  stripe,
  slack,
  shopify,
  'standard-webhooks': standardWebhooks,
  svix,
  gitlab,
  bitbucket,
  zoom,
  linear,
  sentry,
  pagerduty,
  meta,
  square,
  hubspot,
  typeform,
  zendesk,
  paddle,
  dropbox,
  asana,
  intercom,
  docusign,
  calendly,
  twilio,
  discord,
  x,
} as const satisfies Record<string, KnownSender>;

export type SenderName = keyof typeof senders;
