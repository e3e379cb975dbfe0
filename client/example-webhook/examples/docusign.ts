import { type Examples, examplesByType } from '../example.ts';

const sender = {
  userName: 'Ada Sender',
  userId: '0f2e2b8a-6d6b-4a5e-8a0e-2f7f0a1b2c3d',
  email: 'ada@example.com',
};

/** https://developers.docusign.com/platform/webhooks/connect/json-sim-event-model/ */
export const docusign: Examples = examplesByType<object>(
  {
    'envelope-sent': ({ iso }) => ({ envelopeSummary: summary('sent', iso) }),
    'envelope-completed': ({ iso }) => ({
      envelopeSummary: { ...summary('completed', iso), completedDateTime: iso },
    }),
    'recipient-completed': () => ({ recipientId: '1' }),
  },
  (said, event, { iso, uuid }) => ({
    json: {
      event,
      apiVersion: 'v2.1',
      uri: `/restapi/v2.1/accounts/4c8a8b7e-3b52-4d4c-9f0a-1a2b3c4d5e6f/envelopes/${uuid}`,
      retryCount: 0,
      configurationId: 10_425_973,
      generatedDateTime: iso,
      data: {
        accountId: '4c8a8b7e-3b52-4d4c-9f0a-1a2b3c4d5e6f',
        userId: sender.userId,
        envelopeId: uuid,
        ...said,
      },
    },
  }),
);

function summary(status: 'sent' | 'completed', iso: string) {
  return {
    status,
    emailSubject: 'Please sign: contract',
    sender,
    createdDateTime: iso,
    sentDateTime: iso,
    recipients: {
      signers: [{ recipientId: '1', name: 'Grace Signer', email: 'grace@example.com', status }],
    },
  };
}
