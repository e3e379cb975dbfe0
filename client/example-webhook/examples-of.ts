import type { SenderName } from '../../service/webhook/senders.ts';
import type { Example, Examples } from './example.ts';
import { asana } from './examples/asana.ts';
import { bitbucket } from './examples/bitbucket.ts';
import { calendly } from './examples/calendly.ts';
import { discord } from './examples/discord.ts';
import { docusign } from './examples/docusign.ts';
import { dropbox } from './examples/dropbox.ts';
import { github } from './examples/github.ts';
import { gitlab } from './examples/gitlab.ts';
import { hubspot } from './examples/hubspot.ts';
import { intercom } from './examples/intercom.ts';
import { linear } from './examples/linear.ts';
import { meta } from './examples/meta.ts';
import { paddle } from './examples/paddle.ts';
import { pagerduty } from './examples/pagerduty.ts';
import { publishedByGithub } from './examples/published-by-github.ts';
import { sentry } from './examples/sentry.ts';
import { shopify } from './examples/shopify.ts';
import { slack } from './examples/slack.ts';
import { square } from './examples/square.ts';
import { standardWebhooks } from './examples/standard-webhooks.ts';
import { stripe } from './examples/stripe.ts';
import { svix } from './examples/svix.ts';
import { twilio } from './examples/twilio.ts';
import { typeform } from './examples/typeform.ts';
import { x } from './examples/x.ts';
import { zendesk } from './examples/zendesk.ts';
import { zoom } from './examples/zoom.ts';

const written: Readonly<Record<SenderName, Examples>> = {
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
};

/** @param sender as a configuration names it. A custom one has none. */
export function examplesOf(sender: string): Examples {
  return sender === 'github'
    ? { ...github, ...publishedByGithub(), ...github }
    : writtenFor(sender);
}

/** What is sent where no example is named. */
export function firstExampleOf(sender: string): Example | undefined {
  return Object.values(writtenFor(sender))[0];
}

function writtenFor(sender: string): Examples {
  return Object.hasOwn(written, sender) ? written[sender as SenderName] : {};
}
