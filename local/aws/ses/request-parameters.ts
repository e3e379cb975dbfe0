import type { RequestParameters } from '../request-parameters.ts';

/** Of SES by aws-ses-v2-local, by method and path. */
export const sesParameters: RequestParameters = {
  'POST /v2/email/outbound-emails': {
    emulated: [
      'Content.Raw.Data',
      'Content.Simple.Body.Html.Data',
      'Content.Simple.Body.Text.Data',
      'Content.Simple.Subject.Data',
      'Content.Simple.Attachments',
      'Content.Simple.Headers',
      'Destination',
      'FromEmailAddress',
      'ReplyToAddresses',
    ],
    ignored: {
      'Content.Simple.Body.Html.Charset': 'all is UTF-8',
      'Content.Simple.Body.Text.Charset': 'all is UTF-8',
      'Content.Simple.Subject.Charset': 'all is UTF-8',
      ConfigurationSetName: 'no event of a mail is told',
      EmailTags: 'no event of a mail is told',
    },
  },
};
